module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // They ask the portal as somebody and compare what it allows, or wait for what it is to show.
    'jest/expect-expect': [
      'warn',
      {
        assertFunctionNames: [
          'expect',
          'expectAtMost',
          'expectNothingFor',
          'expectTheRightFor',
          'find',
        ],
      },
    ],
  },
});
