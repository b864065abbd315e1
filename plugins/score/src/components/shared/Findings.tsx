import { makeStyles } from '@material-ui/core/styles';
import type { ScoreDiagnostic } from '@towpath/plugin-score-common';
import { Line, monospace, Quiet, Row, Rows, StateChip } from '@towpath/ui';

const useStyles = makeStyles(theme => ({ path: monospace(theme) }));

const LOOKS = {
  error: { state: 'failed', label: 'error' },
  warning: { state: 'asks', label: 'warning' },
  note: { state: 'unknown', label: 'note' },
} as const;

/** What is wrong with a Score file, where, and the way out. */
export function Findings({ findings }: { findings: ScoreDiagnostic[] }) {
  const classes = useStyles();
  return (
    <Rows label="Findings">
      {findings.map(
        ({ severity, code, message, path, file, line, fix }, at) => (
          <Row key={`${code} ${at}`} dense>
            <Line
              state={<StateChip {...LOOKS[severity]} />}
              end={[file, line && `line ${line}`].filter(Boolean).join(' ')}
            >
              <span>{message}</span>
              {path && (
                <Quiet component="span">
                  <span className={classes.path}>{path}</span>
                </Quiet>
              )}
            </Line>
            {fix && <Quiet>{fix}</Quiet>}
          </Row>
        ),
      )}
    </Rows>
  );
}
