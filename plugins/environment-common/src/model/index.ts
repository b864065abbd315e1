export * from './whyNotPromote';
