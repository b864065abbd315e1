import { useApi } from '@backstage/core-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ValidateRequest } from '@towpath/plugin-score-common';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { scoreApiRef } from '../api/scoreApiRef';
import { keys } from './keys';

const TYPING_MS = 400;

/** What is wrong with a text, a moment after it was last changed; what was said before stays until then. */
export function useFindings({ score, service, environment }: ValidateRequest) {
  const api = useApi(scoreApiRef);
  const [asked, setAsked] = useState(score);
  useDebounce(() => setAsked(score), TYPING_MS, [score]);
  return useQuery({
    queryKey: keys.findings(asked, service, environment),
    enabled: asked.trim() !== '',
    queryFn: () => api.validate({ score: asked, service, environment }),
    placeholderData: keepPreviousData,
    // Every text that somebody has typed on the way is one.
    gcTime: 60_000,
  });
}
