import { makeStyles } from '@material-ui/core/styles';
import { lineOf, type ScoreDiagnostic } from '@towpath/plugin-score-common';
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
      {findings.map((finding, at) => {
        const { severity, code, message, path, fix } = finding;
        return (
          <Row key={`${code} ${at}`} dense>
            <Line
              state={<StateChip {...LOOKS[severity]} />}
              end={lineOf(finding)}
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
        );
      })}
    </Rows>
  );
}
