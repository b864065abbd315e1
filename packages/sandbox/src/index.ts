export { startArgoCd } from './argocd/index.ts';
export { startGitHost } from './git-host/index.ts';
export { loadPeople, startSignIn } from './sign-in/index.ts';
