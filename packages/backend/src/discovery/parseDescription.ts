import {
  parseEntityYaml,
  processingResult,
  type CatalogProcessorParser,
} from '@backstage/plugin-catalog-node';

/**
 * What a description says, as Backstage reads it; an error where it says nothing. Upstream takes an answer
 * without content for a file that describes nothing any more, and removes all that it described.
 */
export const parseDescription: CatalogProcessorParser = async function* parse({
  data,
  location,
}) {
  let isEmpty = true;
  for (const result of parseEntityYaml(data, location)) {
    isEmpty = false;
    yield result;
  }
  if (!isEmpty) return;
  yield processingResult.inputError(
    location,
    `${location.target} is empty, so what it described stays as it was. Delete the file, or its location, to remove that`,
  );
};
