/** What `score help` says. */
export const HELP = `score: check, mend and render Score files (score.dev/v1b1)

  score validate FILE…   say what is wrong, where, and how to mend it
  score fix FILE…        rewrite files into the official form
  score render FILE…     write Kubernetes manifests or a Compose file
  score graph FILE…      show what the workloads need and in which order
  score explain NAME     explain a field, a finding's code, or a file

FILE is a path, or - for standard input.

Everywhere
  --format human|json|sarif     how to write findings (graph: mermaid, dot too)
  -w, --watch                   run again when a file changes
  --overrides-file FILE         lay a YAML map over the file
  --override-property PATH=VAL  set one value; PATH= removes it
  -e, --environment NAME        lay score.NAME.yaml over score.yaml, where it is
  -h, --help

fix
  --check                       change nothing; exit 1 when something would change
  --stdout                      write the text to standard output instead

render
  --target kubernetes|compose   default kubernetes
  --profile NAME|FILE           plain (default), restricted, or a YAML file
  --tier NAME                   the tier of the environment, for the profile
  -n, --namespace NAME
  -i, --image [[WORKLOAD/]CONTAINER=]IMAGE
                                the image for containers whose image is .
  --outputs FILE                what resources gave out, by resource name or uid
  -o, --output PATH             write there; a folder for compose

Exit codes: 0 all is well, 1 a file is not valid, 2 the command is not right.
`;
