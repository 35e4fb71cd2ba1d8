package org.rlhflab.reward;

import java.nio.file.Path;
import org.rlhflab.pretrain.terminal.GlobalOptions;
import org.rlhflab.reward.quality.LabelAudit;

/// Whoever makes something more of an audit than a terminal shows, for instance a page.
public interface AuditListener {
  /// Wants nothing.
  AuditListener NONE =
      new AuditListener() {
        @Override
        public void found(Path file, boolean ratings) {}

        @Override
        public void audited(Path file, LabelAudit audit, GlobalOptions global) {}
      };

  /// Before anything is computed or printed: refuses here what cannot be done with such a file.
  void found(Path file, boolean ratings);

  /// After all is printed.
  void audited(Path file, LabelAudit audit, GlobalOptions global);
}
