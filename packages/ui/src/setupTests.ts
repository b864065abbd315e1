import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load their parts lazily, which on a busy machine takes longer than the
// second that is usual. A test that waits for what never comes still fails.
configure({ asyncUtilTimeout: 15_000 });
jest.setTimeout(40_000);
