import { Component, type ReactNode } from 'react';
import { ErrorState, SectionCard } from '@towpath/ui';

interface FailsAloneProps {
  title: string;
  onRetry: () => void;
  children: ReactNode;
}

/** Says in the place of a section why it cannot be shown, and leaves the others. */
export class FailsAlone extends Component<
  FailsAloneProps,
  { error?: unknown }
> {
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  state: { error?: unknown } = {};

  readonly #retry = () => {
    this.setState({ error: undefined });
    this.props.onRetry();
  };

  render() {
    const { title, children } = this.props;
    const { error } = this.state;
    if (error === undefined) return children;
    return (
      <SectionCard title={title}>
        <ErrorState
          title="This part could not be shown"
          error={error}
          onRetry={this.#retry}
        />
      </SectionCard>
    );
  }
}
