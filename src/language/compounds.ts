function words(list: string): string[] {
  return list.trim().split(/\s+/)
}

/** Compounds that are written with hyphens as good as everywhere, in lower case. */
export const compounds: ReadonlySet<string> = new Set(
  words(`
  long-term short-term medium-term mid-term near-term long-range short-range long-distance long-standing long-lasting
  long-running long-time long-awaited short-lived long-lived short-sighted far-reaching far-right far-left wide-ranging
  large-scale small-scale full-scale mid-size medium-sized small-sized large-sized full-time part-time real-time
  first-time one-time all-time lead-time half-time high-level low-level top-level entry-level high-quality low-quality
  high-speed high-tech low-tech high-end low-end high-risk low-risk high-profile low-profile high-performance
  high-resolution low-resolution high-pressure low-pressure high-income low-income middle-income middle-class
  working-class world-class first-class second-class low-cost high-cost low-carbon low-power high-power high-rise
  well-known well-being well-established well-defined well-developed well-educated well-informed well-designed
  well-suited well-documented well-prepared well-deserved well-trained well-intentioned best-known so-called
  state-of-the-art state-owned up-to-date out-of-date day-to-day face-to-face one-on-one one-to-one end-to-end
  peer-to-peer door-to-door step-by-step side-by-side case-by-case on-the-job on-site off-site on-line off-line
  follow-up start-up set-up build-up back-up check-up clean-up make-up warm-up break-up trade-off pay-off take-off
  kick-off lay-off spin-off stand-alone built-in drop-out drop-down top-down bottom-up cross-border cross-cultural
  cross-section cross-sectional cross-country decision-making decision-makers decision-maker policy-making
  policy-makers problem-solving peace-keeping record-breaking ground-breaking time-consuming cost-effective
  cost-effectiveness user-friendly environment-friendly eco-friendly self-esteem self-confidence self-employed
  self-defense self-defence self-interest self-sufficient self-sufficiency self-determination self-made self-help
  self-control self-driving self-reported self-conscious self-portrait mother-in-law father-in-law brother-in-law
  sister-in-law son-in-law daughter-in-law vice-president co-founder co-author co-operation co-operate co-operative
  co-workers co-worker co-chair ex-wife ex-husband ex-president e-mail e-mails e-commerce e-book e-books x-ray x-rays
  t-shirt t-shirts non-profit non-governmental non-existent non-essential non-linear non-violent non-stop
  multi-national multi-level multi-year multi-purpose pre-war post-war anti-corruption anti-government
  anti-terrorism anti-war anti-virus pro-russian pro-government semi-final semi-finals quarter-final quarter-finals
  inter-governmental sub-saharan counter-terrorism ultra-violet socio-economic two-thirds one-third three-quarters
  three-fourths two-year three-year four-year five-year ten-year one-year two-day three-day two-way one-way two-thirds
  two-state two-party three-dimensional two-dimensional one-sided two-sided double-digit single-digit third-party
  first-hand second-hand left-hand right-hand right-wing left-wing old-fashioned open-source open-ended close-up
  data-driven evidence-based web-based community-based home-made man-made hand-made ready-made tailor-made
  decades-old centuries-old year-old year-long week-long month-long year-round ever-changing ever-growing easy-to-use
  free-trade fast-growing fast-paced fast-moving slow-moving air-conditioned bullet-proof energy-efficient
  light-weight hard-working good-looking good-quality long-sought last-minute law-abiding life-threatening life-long
  life-saving left-over mass-produced mind-set award-winning best-selling best-seller better-known check-in
  english-speaking english-language french-speaking spanish-speaking g-8 covid-19 sars-cov-2 f-16 mig-29 boeing-747
  `),
)

/** The tens and units of numbers written out. */
export const writtenNumber =
  /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?:one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/

/** `19-year-old`, `five-year-old`, `10-day`, `3-month-long`: a number and the unit that it measures. */
export const measured =
  /^(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty)-(?:year|month|week|day|hour|minute|mile|storey|story|page|foot|inch|metre|meter|point|member|seat|bed)s?-(?:old|olds|long|high|wide|deep|tall)$/
