const person = (name: string, group: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
});

/** Ada and Grace are of Finance, Kwame of Identity, Linus of the platform team. */
export const people = [
  person('ada', 'team-finance'),
  person('grace', 'team-finance'),
  person('kwame', 'team-identity'),
  person('linus', 'platform-team'),
];
