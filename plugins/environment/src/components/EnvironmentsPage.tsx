import { BoardPage } from './board/BoardPage';
import { EnvironmentsRouter } from './EnvironmentsRouter';

/** The board, and below it promotions, approvals and freezes. */
export function EnvironmentsPage() {
  return <EnvironmentsRouter board={<BoardPage />} />;
}
