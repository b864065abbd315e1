module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // The sample repositories stand for other people's code, with their own tests and style.
  ignorePatterns: ['company/'],
});
