import type { RequestHandler, Router } from 'express';
import { Resources, Schemas } from 'scimmy';
import { RESULTS_AT_MOST } from './listPage.ts';
import { refuse } from './scimError.ts';

const ALL = [Schemas.User, Schemas.Group, Schemas.EnterpriseUser];
Schemas.User.definition.extend(Schemas.EnterpriseUser.definition, false);

const onlyRead: RequestHandler = ({ method, path }) => {
  throw refuse(405, `${path} can only be read, not asked with ${method}`);
};

/** What the server can do, for clients that ask before they begin. */
export function addDiscovery(router: Router, url: string): void {
  const schemas = ALL.map(one => one.definition.describe(`${url}/Schemas`));
  const types = [Resources.User, Resources.Group].map(one => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...one.describe(),
    meta: {
      resourceType: 'ResourceType',
      location: `${url}/ResourceTypes/${one.describe().id}`,
    },
  }));
  router.get('/ServiceProviderConfig', (_request, response) => {
    response.send(abilities(url));
  });
  router.all('/ServiceProviderConfig', onlyRead);
  addList(router, '/Schemas', schemas);
  addList(router, '/ResourceTypes', types);
}

function addList(router: Router, path: string, all: { id: string }[]): void {
  router.get(path, ({ query }, response) => {
    if ('filter' in query) {
      throw refuse(403, `${path} takes no filter (RFC 7644 §4)`);
    }
    response.send({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: all.length,
      startIndex: 1,
      itemsPerPage: all.length,
      Resources: all,
    });
  });
  router.get(`${path}/:id`, ({ params }, response) => {
    const found = all.find(one => one.id === params.id);
    if (!found) throw refuse(404, `There is no ${path}/${params.id}`);
    response.send(found);
  });
  router.all([path, `${path}/:id`], onlyRead);
}

function abilities(url: string) {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: RESULTS_AT_MOST },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'OAuth Bearer Token',
        description: 'TOWPATH_SCIM_TOKEN of .towpath/secrets.json',
        specUri: 'https://datatracker.ietf.org/doc/html/rfc6750',
        primary: true,
      },
    ],
    meta: {
      resourceType: 'ServiceProviderConfig',
      location: `${url}/ServiceProviderConfig`,
    },
  };
}
