function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/))
}

/** Abbreviated titles that stand before a name, without their period, in lower case. They never end a sentence. */
export const titles = words(`
  mr mrs ms mx dr drs prof profs rev revs fr sr br hon messrs mmes mme mlle
  gen maj col lt sgt sgts cpl pvt pfc capt cmdr cdr adm ens brig cmdt det insp supt
  sen sens rep reps gov govs pres atty amb asst assoc supt dep sec treas
  st ste mt ft
`)

/** Abbreviations that are followed by a number (`Fig. 5`, `No. 7`), without their period, in lower case. */
export const beforeNumber = words(`
  no nos fig figs eq eqs eqn eqns sec secs sect ch chap chaps vol vols p pp pg pt pts art arts ref refs tab app
  ex exs ep eps ver v para paras par pars op bk ser n nn l ll c cc reg regs stat jan feb mar apr jun jul aug sep sept
  oct nov dec ca cir
`)

/** Abbreviations that never end a sentence, without their period, in lower case. */
export const neverLast = words(`
  vs v eg ie cf viz approx incl excl esp resp ca circa e.g i.e aka orig trans ed eds cf misc inter alias univ dist dept
  depts natl intl tel temp ex const
`)

/** Abbreviations that may end a sentence, without their period, in lower case. */
export const maybeLast = words(`
  etc inc ltd llc co cos corp bros plc jr sr esq al ibid et seq phd md ba ma bsc msc
  jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
  ala ariz ark calif colo conn del fla ga ind kan kans ky la md mich minn mo mont neb nev okla ore pa
  tenn tex va vt wis wisc wyo
  ave blvd rd hwy sq apt bldg ste min max avg std ext fwd hr hrs mins secs wk yr yrs mos
  lb lbs oz ft yd mi gal pt qt tsp tbsp kg km cm mm sq cu mph
  abbr adj adv anon bot chem colloq def dict diff diam div encl env est exec fem fl gram hist
  illus infra lat lib lit loc masc math med mgmt mgr mfg mil nat neg obj obs occ oct pat perf phys pl pos poss pref prep
  prob pron pub publ pvt qty rec recd ret rev rpm rpt sci soc spec subj supp suppl surg syn tech theol ult unpub usu
`)

/**
 * Dotted abbreviations as they are usually written, by their letters in the case in which they stand. A letter that
 * is a group of letters (`Ph.D.`) is kept as written.
 */
export const dotted: ReadonlyMap<string, string> = new Map(
  `U.S. U.S.A. U.S.S.R. U.K. U.N. E.U. U.A.E. D.C. L.A. N.Y. N.Y.C. N.J. N.C. S.C. N.D. S.D. N.H. N.M. R.I. W.Va. B.C. A.D.
  B.C.E. C.E. P.R.C. D.P.R.K. D.R.C. R.O.K. U.S.S. H.M.S. a.m. p.m. A.M. P.M. e.g. i.e. E.g. I.e. Ph.D. Ph.D.s M.D. M.D.s
  J.D. D.D.S. D.V.M. D.Phil. M.Phil. M.Sc. B.Sc. M.Eng. B.Eng. B.Tech. M.Tech. M.B.A. Ed.D. Psy.D. LL.B. LL.M. LL.D. B.A. M.A. B.S.
  B.F.A. M.F.A. P.O. P.S. R.S.V.P. R.I.P. G.O.P. F.B.I. C.I.A. I.R.S. G.D.P. G.P.S. W.H.O. W.T.O. I.M.F. N.A.T.O. O.E.C.D.
  N.B.A. N.F.L. U.N.E.S.C.O. A.I. I.T. I.D. I.Q. T.V. D.N.A. R.N.A. H.I.V. A.I.D.S. V.I.P. C.E.O. C.F.O. U.F.O. D.J. M.P. M.P.s
  Q.C. K.C. P.M.O. i.i.d. w.r.t. a.k.a. s.t. c.f. p.a. N.B. n.b. o.k. O.K. m.p.h. r.p.m. U.S.C. C.F.R.`
    .trim()
    .split(/\s+/)
    .map((written) => [written.replaceAll('.', ''), written] as const),
)

/**
 * Words that begin a sentence where they are capitalised, in lower case: no name begins with them, so that `the U.S.
 * He` is two sentences and `the U.S. Senate` is one.
 */
export const sentenceStarters = words(`
  the a an this that these those there here it its he she they we i you his her their our my your
  in on at by for from with without within after before since until while when whenever where wherever although though
  because if unless as but and or nor so yet however moreover furthermore nevertheless nonetheless therefore thus hence
  meanwhile instead otherwise besides also then now today tomorrow yesterday tonight still even only just not no
  some many most much more few several all both each every either neither another other such what who whom whose which
  why how is are was were be been being has have had do does did can could will would shall should may might must
  let according during despite among between under over above below through throughout about against across into
  once twice again perhaps maybe indeed finally eventually recently currently previously later earlier soon
  to of than whether nobody nothing none everybody everyone everything somebody someone something anyone anything
  please thanks yes asked unlike like given based using whatever whoever one two three
`)
