// npm run api: writes the report of what each package that is published alone offers.
import {
  makeApiReports,
  readApiReport,
  writeApiReport,
} from './lib/apiReports.ts';

for (const report of makeApiReports()) {
  const changed = readApiReport(report) !== report.text;
  if (changed) writeApiReport(report);
  console.log(`${changed ? 'written' : 'up to date'}: ${report.file}`);
}
