import ReactDOM from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
ReactDOM.createRoot(document.getElementById('root')!).render(createApp({}).createRoot());
