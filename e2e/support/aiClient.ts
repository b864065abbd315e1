import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { portalUrl } from './environment';
import { tokenOf } from './scripts';

/** A published client of the Model Context Protocol, signed in as a person. */
export async function connect(person: string): Promise<Client> {
  const client = new Client({ name: 'e2e', version: '1' });
  const headers = { Authorization: `Bearer ${tokenOf(person)}` };
  await client.connect(
    new StreamableHTTPClientTransport(
      new URL(`${portalUrl}/api/mcp-actions/v1`),
      { requestInit: { headers } },
    ),
  );
  return client;
}
