import { render, screen, within } from '@testing-library/react';
import { SectionCard } from './SectionCard';

describe('SectionCard', () => {
  it('is a landmark named by its title, so a reader can jump to it', () => {
    render(
      <SectionCard title="My services" note="3">
        <p>payment-service</p>
      </SectionCard>,
    );
    const section = screen.getByRole('region', { name: 'My services' });
    expect(within(section).getByText('payment-service')).toBeInTheDocument();
  });
});
