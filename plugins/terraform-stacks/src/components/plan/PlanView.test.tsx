import { screen, within } from '@testing-library/react';
import { press, userEvent } from '@towpath/ui/testUtils';
import { changeFixture, planFixture } from '../../__testUtils__/fixtures';
import { openRun } from '../../__testUtils__/openRun';

const replaced = changeFixture({
  address: 'aws_instance.web',
  action: 'replace',
  reason: 'replace_because_cannot_update',
  attributes: [
    { path: 'tags.team', before: { value: 'a' }, after: { value: 'b' } },
    {
      path: 'ami',
      before: { value: 'ami-1' },
      after: { value: 'ami-2' },
      forcesReplacement: true,
    },
    {
      path: 'password',
      before: { sensitive: true },
      after: { sensitive: true },
    },
    { path: 'id', before: { value: 'i-1' }, after: { unknown: true } },
  ],
});

describe('the plan of a run', () => {
  it('says first what is lost and why, so that nobody confirms it unseen', async () => {
    await openRun({
      plan: planFixture({
        resources: [
          changeFixture(),
          changeFixture({
            address: 'aws_s3_bucket.logs',
            action: 'delete',
            reason: 'delete_because_no_resource_config',
          }),
          replaced,
        ],
      }),
    });
    expect(
      screen.getByText('1 to replace, 1 to delete, 1 to create'),
    ).toBeVisible();
    const rows = screen
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(rows[0]).toMatch(
      /aws_instance\.web.*ami changes, which cannot be done in place/,
    );
    expect(rows[1]).toMatch(/aws_s3_bucket\.logs.*no longer in the module/);
    expect(
      screen.getByText(/2 resources are deleted or made anew/),
    ).toBeVisible();
  });

  it('shows what changes of a resource, secrets and what is not known yet in words', async () => {
    await openRun({ plan: planFixture({ resources: [replaced] }) });
    await press('Expand all');
    const changes = screen.getByRole('group', {
      name: 'What changes of aws_instance.web',
    });
    expect(changes).toHaveTextContent(
      /Why it is made anew.*ami.*ami-1.*ami-2.*What changes with it.*tags/,
    );
    // Both sides are masked the same way; that it changes has to be seen all the same.
    expect(changes).toHaveTextContent(
      /\(sensitive\).*\(sensitive, another one\)/,
    );
    expect(changes).toHaveTextContent(/i-1.*\(known after apply\)/);
    await press('Collapse all');
    expect(changes).not.toBeInTheDocument();
  });

  it('says which commit the module was taken from, so that a tag which was moved is seen', async () => {
    const module = 'https://git.example/platform/queue at v1';
    const commit = '0123456789abcdef0123456789abcdef01234567';
    await openRun({ module, commit });
    expect(screen.getByText(/is of commit/)).toHaveTextContent(
      `The module ${module} is of commit ${commit}.`,
    );
  });

  it('warns of a plan of some addresses, which is not all that is left to do', async () => {
    await openRun({ plan: planFixture({ partial: true }) });
    expect(screen.getByText(/Only some addresses were planned/)).toBeVisible();
  });

  it('says what was changed outside of Terraform, and what the rules say', async () => {
    await openRun({
      plan: planFixture({
        resources: [],
        changes: false,
        drift: [changeFixture({ address: 'aws_vpc.main', action: 'update' })],
      }),
      verdicts: [
        {
          policy: 'sizes',
          rule: 'small',
          effect: 'deny',
          message: 'Too large.',
        },
      ],
    });
    expect(
      screen.getByText('Nothing to change: everything is as the module says'),
    ).toBeVisible();
    const outside = screen.getByRole('group', {
      name: 'Changed outside of Terraform since the last apply',
    });
    expect(within(outside).getByText('aws_vpc.main')).toBeVisible();
    expect(screen.getByText('Too large.')).toBeVisible();
  });

  it('is the text of a plan from before resources were kept', async () => {
    await openRun({ plan: planFixture({ resources: undefined }) });
    expect(screen.getByText('+ terraform_data.subnet')).toBeVisible();
  });

  it('finds one of many resources by a part of its address', async () => {
    const resources = Array.from({ length: 150 }, (_, at) =>
      changeFixture({ address: `aws_subnet.all[${at}]` }),
    );
    await openRun({ plan: planFixture({ resources }) });
    expect(screen.getAllByRole('listitem')).toHaveLength(25);
    expect(
      screen.getByRole('button', { name: 'Show the other 125' }),
    ).toBeVisible();
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Filter resources' }),
      'all[[121',
    );
    expect(await screen.findByText('1 of 150')).toBeVisible();
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
  });
});

describe('the apply of a run', () => {
  const since = '2026-11-20T10:00:00.000Z';

  it('says of each resource how far it is, and of none more than was heard', async () => {
    await openRun(
      {
        plan: planFixture(),
        progress: [
          { address: 'a.one', action: 'create', status: 'done', since },
          { address: 'a.two', action: 'update', status: 'running', since },
          { address: 'a.three', action: 'delete', status: 'unknown', since },
        ],
      },
      'running',
    );
    expect(screen.getByRole('status')).toHaveTextContent(
      '1 of 3 done, 1 not known, 1 at work',
    );
    const list = screen.getByRole('list', { name: /as far as they are/ });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringMatching(/created.*a\.one/),
      expect.stringMatching(/running.*a\.two/),
      expect.stringMatching(/not known.*a\.three/),
    ]);
  });

  it('ends with outputs, of which secrets are only named', async () => {
    await openRun(
      {
        plan: planFixture(),
        ending: {
          outcome: 'succeeded',
          words: ['1 resource was changed'],
          complete: 1,
          outputs: {
            url: { sensitive: false, value: 'https://shop' },
            key: { sensitive: true },
          },
        },
      },
      'succeeded',
    );
    const ending = within(
      screen.getByRole('region', { name: 'What came of it' }),
    );
    expect(ending.getByText(/https:\/\/shop/)).toBeVisible();
    expect(ending.getByText('(sensitive)')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'The stack shop-dev' }),
    ).toHaveAttribute('href', '/terraform-stacks/shop-dev');
  });
});
