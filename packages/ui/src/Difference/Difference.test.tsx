import { render, screen } from '@testing-library/react';
import { userEvent } from '../__testUtils__';
import { Difference } from './Difference';

const items = [
  {
    place: 'prod/kustomization.yaml',
    name: 'images[web].newTag',
    before: '1.4.0',
    after: '1.4.2',
  },
  { place: 'ConfigMap web', name: 'LOG_LEVEL', before: 'debug', after: 'info' },
  { place: 'ConfigMap web', name: 'NEW', after: '' },
  { place: 'ConfigMap web', name: 'OLD', before: 'x' },
  { place: 'ConfigMap web', name: 'replicas', before: '3', after: '3' },
];

describe('Difference', () => {
  it('marks what goes and what comes as more than colours', () => {
    render(<Difference label="Changes" items={items} />);
    const [tag, level, added, removed] = screen.getAllByRole('listitem');
    expect(tag.querySelector('del')).toHaveTextContent('1.4.0');
    expect(tag.querySelector('ins')).toHaveTextContent('1.4.2');
    expect(level).toHaveTextContent('LOG_LEVELdebug→info');
    expect(added).toHaveTextContent(/^NEW\(empty\)$/);
    expect(removed).toHaveTextContent('x→removed');
  });

  it('names each place once, however many values it has', () => {
    render(<Difference label="Changes" items={items} />);
    expect(screen.getAllByText('ConfigMap web')).toHaveLength(1);
  });

  it('folds away what stays the same, and says that it did', async () => {
    render(<Difference label="Changes" items={items} />);
    expect(screen.queryByText('replicas')).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show 1 unchanged' }),
    );
    expect(screen.getByText('replicas')).toBeVisible();
  });

  it('does not let one long value push the rest off the page', async () => {
    const long = 'a'.repeat(5_000);
    render(
      <Difference
        label="Changes"
        items={[{ name: 'CERT', before: 'b', after: long }]}
      />,
    );
    expect(screen.queryByText(long, { exact: false })).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'show all 5000 characters' }),
    );
    expect(screen.getByText(long, { exact: false })).toBeInTheDocument();
  });

  it('goes on with a long name after its dots, slashes and brackets', () => {
    render(
      <Difference
        label="Changes"
        items={[
          { name: 'images[registry.myorg.example/web].newTag', after: 'b' },
        ]}
      />,
    );
    expect(screen.getByRole('listitem').firstElementChild!.innerHTML).toBe(
      'images[<wbr>registry.<wbr>myorg.<wbr>example/<wbr>web].<wbr>newTag',
    );
  });

  it('does not make two places that stay as they are look like a change', () => {
    render(
      <Difference
        label="Settings"
        sides={['staging', 'prod']}
        items={[{ name: 'LOG_LEVEL', before: 'debug' }]}
      />,
    );
    const row = screen.getByRole('listitem');
    expect(row).toHaveTextContent('LOG_LEVELstaging debugprod not set');
    expect(row.querySelector('del, ins')).toBeNull();
  });
});
