package org.sketchsdk.infer.internal.integer;

import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.engine.GatedBackend;
import org.sketchsdk.infer.internal.engine.IdlePool;
import org.sketchsdk.infer.model.ModelData;
import org.sketchsdk.infer.spi.BackendOptions;

/**
 * Runs a network of integers on the thread that calls, with a {@link Team} of more threads where
 * that is asked for and free. Each other call borrows a workspace, which is kept for later calls.
 */
final class IntegerBackend extends GatedBackend {
  private static final int MAX_IDLE = 64;

  private final IntegerNetwork network;
  private final IdlePool<Workspace> workspaces = new IdlePool<>(MAX_IDLE);

  private final @Nullable Team team;

  IntegerBackend(IntegerNetwork network, ModelData model, BackendOptions options) {
    super(model);
    this.network = network;
    this.team =
        options.threads() > 1 ? new Team(network, options.threads(), options.spinning()) : null;
  }

  @Override
  protected void runOpen(byte[] rasters, int batch, float[] logits, float @Nullable [] embeddings) {
    if (team != null && team.enter()) {
      try {
        for (int i = 0; i < batch; i++) {
          read(team.run(rasters, i * pixels()), i, logits, embeddings);
        }
      } finally {
        team.leave();
      }
      return;
    }
    Workspace workspace = workspaces.borrow();
    if (workspace == null) {
      workspace = new Workspace(network);
    }
    for (int i = 0; i < batch; i++) {
      network.run(workspace, rasters, i * pixels());
      read(workspace, i, logits, embeddings);
    }
    // Not in a finally block: what an exception leaves behind is garbage, not a leak.
    workspaces.giveBack(workspace);
  }

  private void read(
      Workspace workspace, int raster, float[] logits, float @Nullable [] embeddings) {
    System.arraycopy(workspace.logits, 0, logits, raster * labels(), labels());
    if (embeddings != null) {
      network.embedding().get().read(workspace, embeddings, raster * embeddingSize());
    }
  }

  @Override
  protected void release() {
    if (team != null) {
      team.close();
    }
    workspaces.drain(workspace -> {});
  }
}
