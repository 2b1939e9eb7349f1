#!/usr/bin/env node
import {setFlagsFromString} from 'node:v8'
import {run} from './run.js'

// Tokens die young: a nursery that does not grow costs no time and saves a fifth of the memory.
setFlagsFromString('--semi-space-growth-factor=1')
process.exitCode = await run(process.argv.slice(2), process)
