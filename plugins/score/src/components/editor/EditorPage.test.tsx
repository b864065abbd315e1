import { screen, waitFor, within } from '@testing-library/react';
import { press, userEvent } from '@towpath/ui/testUtils';
import { SCORE_TEXT, SERVICE } from '../../__testUtils__/fixtures';
import { openPage } from '../../__testUtils__/openPage';
import { StubScoreApi } from '../../__testUtils__/StubScoreApi';

// jsdom lays nothing out; an editor of text asks where its letters are.
Range.prototype.getClientRects = () => [] as unknown as DOMRectList;

const PLACE = `?service=${encodeURIComponent(SERVICE)}&environment=dev`;

const field = () => screen.findByRole('textbox', { name: 'Score file' });

describe('the editor of Score files', () => {
  it('begins with the file of the service, and checks it for the place', async () => {
    const api = new StubScoreApi();
    openPage(`/score/editor${PLACE}`, api);
    expect(await field()).toHaveTextContent('name: payment-service');
    expect(await screen.findByText('✓ no errors')).toBeVisible();
    expect(api.done[0]).toEqual([
      'validate',
      { score: SCORE_TEXT, service: SERVICE, environment: 'dev' },
    ]);
  });

  it('says what is wrong, at which line, as one types', async () => {
    const api = new StubScoreApi();
    openPage(`/score/editor${PLACE}`, api);
    const text = await field();
    await screen.findByText('✓ no errors');
    api.diagnostics = [
      {
        severity: 'error',
        code: 'unknown',
        message: 'x is unknown',
        line: 1,
        fix: 'remove it',
      },
    ];
    await userEvent.click(text);
    await userEvent.keyboard('x');
    const findings = await screen.findByRole('list', { name: 'Findings' });
    expect(findings).toHaveTextContent(/x is unknown.*line 1.*remove it/);
    expect(screen.getByText('▲ 1 error')).toBeVisible();
  });

  it('shows what the text would do, and never offers to do it', async () => {
    const api = new StubScoreApi();
    openPage(`/score/editor${PLACE}`, api);
    await press('Plan dev');
    const resources = await screen.findByRole('list', { name: 'Resources' });
    expect(within(resources).getByText('created')).toBeVisible();
    expect(api.done.at(-1)).toEqual([
      'plan',
      { service: SERVICE, environment: 'dev', score: SCORE_TEXT },
    ]);
    expect(screen.queryByRole('button', { name: /^Provision/ })).toBeNull();
  });

  it('begins with an example where no service is chosen, and says what to choose', async () => {
    openPage('/score/editor', new StubScoreApi());
    expect(await field()).toHaveTextContent('name: my-service');
    expect(
      screen.getByText(/Choose a service and an environment/),
    ).toBeVisible();
    await userEvent.type(screen.getByLabelText('Service'), 'payment');
    await userEvent.click(
      await screen.findByRole('option', { name: 'payment-service' }),
    );
    await waitFor(async () =>
      expect(await field()).toHaveTextContent('name: payment-service'),
    );
  });

  describe('opened as a pull request', () => {
    const button = () =>
      screen.findByRole('button', { name: 'Open as pull request' });
    const write = async (letters: string) => {
      await userEvent.click(await field());
      await userEvent.keyboard(letters);
    };

    it('is for a text that has been changed and has no errors', async () => {
      const api = new StubScoreApi();
      openPage(`/score/editor${PLACE}`, api);
      await screen.findByText('✓ no errors');
      expect(await button()).toBeDisabled();
      const wrong = 'It is none';
      api.diagnostics = [{ severity: 'error', code: 'no', message: wrong }];
      await write('#');
      await screen.findByText('▲ 1 error');
      expect(await button()).toBeDisabled();
    });

    it('leads to the pull request, and names the text that was edited', async () => {
      const api = new StubScoreApi();
      openPage(`/score/editor${PLACE}`, api);
      await screen.findByText('✓ no errors');
      await write('#');
      await waitFor(async () => expect(await button()).toBeEnabled());
      await press('Open as pull request');
      expect(
        await screen.findByRole('link', { name: 'Pull request #7' }),
      ).toHaveAttribute('href', 'https://git.example/payment-service/pulls/7');
      expect(api.done.at(-1)).toEqual([
        'propose',
        {
          service: SERVICE,
          score: expect.stringContaining('#'),
          base: 'a'.repeat(64),
        },
      ]);
    });

    it('offers the file as it is by now where somebody else has changed it', async () => {
      const api = new StubScoreApi();
      openPage(`/score/editor${PLACE}`, api);
      await screen.findByText('✓ no errors');
      await write('#');
      await waitFor(async () => expect(await button()).toBeEnabled());
      api.stale = 'The Score file has been changed since';
      await press('Open as pull request');
      await screen.findByText(/has been changed since/);
      api.service = {
        ...api.service,
        file: {
          ...api.service.file!,
          text: SCORE_TEXT.replace('web', 'http'),
          digest: 'b'.repeat(64),
        },
      };
      await press('Load the file anew');
      await waitFor(async () =>
        expect(await field()).toHaveTextContent('http: { port: 80'),
      );
    });

    it('is not offered where there is no file to change', async () => {
      openPage('/score/editor', new StubScoreApi());
      await field();
      expect(
        screen.queryByRole('button', { name: 'Open as pull request' }),
      ).toBeNull();
    });
  });
});
