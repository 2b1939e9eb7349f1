import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/*.test.ts'],
    globalSetup: ['tests/helpers/words.ts', 'tests/helpers/build.ts'],
    coverage: {include: ['src/**/*.ts', 'rules/**/*.ts'], thresholds: {lines: 95}},
  },
})
