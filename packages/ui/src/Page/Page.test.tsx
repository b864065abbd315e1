import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { configApiRef } from '@backstage/core-plugin-api';
import { render, screen, waitFor } from '@testing-library/react';
import { Page } from './Page';

const config = mockApis.config({ data: { app: { title: 'Towpath' } } });

const show = (page: JSX.Element) =>
  render(
    <TestApiProvider apis={[[configApiRef, config]]}>{page}</TestApiProvider>,
  );

describe('Page', () => {
  it('is the main landmark, and names the tab of the browser', async () => {
    show(<Page title="Freezes">prod</Page>);
    expect(screen.getByRole('main')).toHaveTextContent('prod');
    await waitFor(() => expect(document.title).toBe('Freezes | Towpath'));
  });

  it('ends where the window does when it fills it, and is as long as it is otherwise', () => {
    const { rerender } = show(<Page fills>board</Page>);
    expect(screen.getByRole('main').style.height).toBe('calc(100vh - 0px)');
    rerender(
      <TestApiProvider apis={[[configApiRef, config]]}>
        <Page>board</Page>
      </TestApiProvider>,
    );
    expect(screen.getByRole('main').style.height).toBe('');
  });
});
