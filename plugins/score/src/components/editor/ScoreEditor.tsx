import { useEffect, useMemo, useState } from 'react';
import {
  autocompletion,
  type CompletionContext,
} from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';
import { yaml } from '@codemirror/legacy-modes/mode/yaml';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useTheme } from '@material-ui/core/styles';
import type {
  ResourceType,
  ScoreDiagnostic,
} from '@towpath/plugin-score-common';
import CodeMirror from '@uiw/react-codemirror';
import { suggest } from '../../lib/completion';
import { toEditorFindings } from '../../lib/toEditorFindings';

/** What {@link ScoreEditor} needs. */
export interface ScoreEditorProps {
  value: string;
  onChange: (text: string) => void;
  /** Marked at their lines. */
  findings: ScoreDiagnostic[];
  /** Suggested while one writes. */
  types: ResourceType[];
}

// It stands on its card, in light and dark.
const onCard = EditorView.theme({
  '&.cm-editor, &.cm-editor .cm-gutters': { backgroundColor: 'transparent' },
});

const always = [
  onCard,
  StreamLanguage.define(yaml),
  lintGutter(),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': 'Score file' }),
];

/** A Score file to write in, with what is wrong at its lines and what can stand where one writes. */
export function ScoreEditor(props: ScoreEditorProps) {
  const { value, onChange, findings, types } = props;
  const isDark = useTheme().palette.type === 'dark';
  const [view, setView] = useState<EditorView>();
  useEffect(() => {
    view?.dispatch(
      setDiagnostics(view.state, toEditorFindings(findings, view.state.doc)),
    );
  }, [view, findings]);
  const extensions = useMemo(
    () => [...always, autocompletion({ override: [suggestFrom(types)] })],
    [types],
  );
  return (
    <CodeMirror
      value={value}
      theme={isDark ? 'dark' : 'light'}
      minHeight="320px"
      maxHeight="70vh"
      extensions={extensions}
      basicSetup={{ autocompletion: false }}
      // Tab leads out of it, as out of every other field.
      indentWithTab={false}
      onChange={onChange}
      onCreateEditor={setView}
    />
  );
}

function suggestFrom(types: ResourceType[]) {
  return ({ state, pos }: CompletionContext) => {
    const found = suggest(state.doc.toString(), pos, types);
    return found ? { ...found, validFor: /^[\w-]*$/ } : null;
  };
}
