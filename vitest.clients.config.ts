import {defineConfig} from 'vitest/config'

/** Tests that need a program beside Node, such as a browser: `npm run test:clients`. */
export default defineConfig({
  test: {include: ['tests/clients/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000},
})
