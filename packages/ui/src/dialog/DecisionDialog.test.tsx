import { useState } from 'react';
import { render, screen } from '@testing-library/react';
import { userEvent } from '../__testUtils__';
import { DecisionDialog, type DecisionDialogProps } from './DecisionDialog';
import { Override } from './Override';
import { Reason } from './Reason';
import { ReasonDialog, type ReasonDialogProps } from './ReasonDialog';

function show(extra: Partial<DecisionDialogProps> = {}) {
  const calls = { onDecide: jest.fn(), onClose: jest.fn() };
  render(
    <DecisionDialog
      title="Freeze prod"
      verb="Freeze"
      busy={false}
      {...calls}
      {...extra}
    >
      {extra.children ?? <input aria-label="Until" />}
    </DecisionDialog>,
  );
  return calls;
}

const verb = () => screen.getByRole('button', { name: 'Freeze' });

describe('DecisionDialog', () => {
  it('is named by its title', () => {
    show({ about: 'staging → prod' });
    const dialog = screen.getByRole('dialog', { name: /Freeze prod/ });
    expect(dialog).toHaveTextContent('staging → prod');
  });

  it('decides on Enter from any field, and leaves on Esc', async () => {
    const { onDecide, onClose } = show();
    await userEvent.type(screen.getByLabelText('Until'), '{Enter}');
    expect(onDecide).toHaveBeenCalledTimes(1);
    await userEvent.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('stays open at a click beside it, which may be the second of a double click', async () => {
    const { onClose } = show();
    const beside = document.querySelector('.MuiDialog-container')!;
    await userEvent.click(beside);
    expect(onClose).not.toHaveBeenCalled();
  });

  it.each([{ blocked: true }, { busy: true }])(
    'cannot be pressed while it is %p',
    async state => {
      const { onDecide } = show(state);
      expect(verb()).toBeDisabled();
      await userEvent.type(screen.getByLabelText('Until'), '{Enter}');
      expect(onDecide).not.toHaveBeenCalled();
    },
  );

  it('says beside the button why it cannot be pressed', () => {
    show({ blocked: true, whyNot: <p role="status">Say why first.</p> });
    expect(screen.getByRole('status')).toHaveTextContent('Say why first.');
  });

  it('decides nothing on Enter while there is nothing to decide on', async () => {
    const { onDecide } = show({ verb: undefined });
    expect(screen.queryByRole('button', { name: 'Freeze' })).toBeNull();
    await userEvent.type(screen.getByLabelText('Until'), '{Enter}');
    expect(onDecide).not.toHaveBeenCalled();
  });

  it('has the focus on its button when nothing is to be filled in', () => {
    show({ focusVerb: true });
    expect(verb()).toHaveFocus();
  });
});

describe('Reason', () => {
  const onEnter = jest.fn();
  beforeEach(() => onEnter.mockClear());

  function Form() {
    const [value, setValue] = useState('');
    return (
      <Reason
        label="Reason"
        value={value}
        onChange={setValue}
        onEnter={onEnter}
        helperText="For the record."
        focusFirst
      />
    );
  }

  it('takes words at once, a new line with Shift+Enter, and Enter as the main thing', async () => {
    render(<Form />);
    await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two{Enter}');
    expect(screen.getByLabelText('Reason')).toHaveValue('one\ntwo');
    expect(onEnter).toHaveBeenCalledTimes(1);
  });

  it('takes as many characters as the backend keeps', () => {
    render(<Form />);
    expect(screen.getByLabelText('Reason')).toHaveAttribute(
      'maxlength',
      '2000',
    );
  });

  it('says what is not right in place of what it is for', () => {
    render(
      <Reason
        label="Reason"
        value=""
        onChange={() => {}}
        problem="Say why."
        helperText="For the record."
      />,
    );
    const field = screen.getByLabelText('Reason');
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription('Say why.');
  });
});

describe('ReasonDialog', () => {
  const onDecide = jest.fn();
  beforeEach(() => onDecide.mockClear());

  const ask = (extra: Partial<ReasonDialogProps> = {}) =>
    render(
      <ReasonDialog
        title="Delete db"
        verb="Delete"
        sending={{ isPending: false, error: null }}
        failed="It was not deleted"
        onDecide={onDecide}
        onClose={() => {}}
        {...extra}
      />,
    );
  const sent = () => onDecide.mock.calls.map(([reason]) => reason);

  it('sends nothing without a reason that is long enough, however it is sent', async () => {
    ask({ least: 3 });
    await userEvent.keyboard(' ab {Enter}');
    expect(screen.getByRole('button', { name: 'Delete' })).toBeDisabled();
    expect(sent()).toEqual([]);
    await userEvent.keyboard('{Backspace}c{Enter}{Enter}');
    expect(sent()).toEqual(['abc']);
  });

  it('sends nothing while what is chosen beside the reason is not whole', async () => {
    ask({ blocked: true });
    await userEvent.keyboard('because{Enter}');
    expect(sent()).toEqual([]);
  });

  it('goes without a reason where that may be left out', async () => {
    ask({ optional: true, least: 3 });
    await userEvent.keyboard('{Enter}');
    expect(sent()).toEqual(['']);
  });
});

describe('Override', () => {
  it('says what stands against it, and is ticked with the keyboard', async () => {
    const onChange = jest.fn();
    render(
      <Override
        label="Promote all the same"
        checked={false}
        onChange={onChange}
      >
        prod is frozen.
      </Override>,
    );
    expect(screen.getByText('prod is frozen.')).toBeVisible();
    await userEvent.tab();
    await userEvent.keyboard(' ');
    expect(onChange).toHaveBeenCalledWith(true);
  });
});
