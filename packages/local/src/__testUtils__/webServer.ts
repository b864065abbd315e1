// Answers with its process id on the port it is given. Given a last word too, it says that on
// standard error instead and ends with code 3.
import { createServer } from 'node:http';

const [port, lastWord] = process.argv.slice(2);
if (lastWord) {
  console.error(lastWord);
  process.exit(3);
}
createServer((_request, response) => response.end(String(process.pid))).listen(
  Number(port),
  '127.0.0.1',
);
