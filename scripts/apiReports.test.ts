import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeApiReports, readApiReport } from './lib/apiReports.ts';

test('the report of a package is what it offers, not what somebody wrote there', () => {
  const all = makeApiReports();
  assert.ok(all.length > 0, 'no package has a report any more');
  for (const report of all) {
    assert.equal(
      readApiReport(report),
      report.text,
      `${report.file} is not what the package offers: run "npm run api"`,
    );
  }
});
