module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // supertest asserts in its own chain: request(…).get(…).expect(200). The others wait for what they assert.
    'jest/expect-expect': [
      'warn',
      {
        assertFunctionNames: [
          'expect',
          '*.expect',
          '*.**.expect',
          'failsAndStays',
          'isGone',
        ],
      },
    ],
  },
});
