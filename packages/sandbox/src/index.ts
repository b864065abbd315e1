export { startArgoCd } from './argocd/index.ts';
export { loadPeople, startSignIn } from './sign-in/index.ts';
