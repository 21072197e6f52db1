package org.sketchsdk.infer.internal.integer;

import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.internal.engine.GatedBackend;
import org.sketchsdk.infer.internal.engine.IdlePool;
import org.sketchsdk.infer.model.ModelData;

/**
 * Runs a network of integers on the thread that calls. Each call borrows a workspace, which is kept
 * for later calls.
 */
final class IntegerBackend extends GatedBackend {
  private static final int MAX_IDLE = 64;

  private final IntegerNetwork network;
  private final IdlePool<Workspace> workspaces = new IdlePool<>(MAX_IDLE);

  IntegerBackend(IntegerNetwork network, ModelData model) {
    super(model);
    this.network = network;
  }

  @Override
  protected void runOpen(byte[] rasters, int batch, float[] logits, float @Nullable [] embeddings) {
    Workspace workspace = workspaces.borrow();
    if (workspace == null) {
      workspace = new Workspace(network);
    }
    for (int i = 0; i < batch; i++) {
      network.run(workspace, rasters, i * pixels());
      System.arraycopy(workspace.logits, 0, logits, i * labels(), labels());
      if (embeddings != null) {
        int offset = i * embeddingSize();
        network.embedding().get().read(workspace, embeddings, offset);
      }
    }
    // Not in a finally block: what an exception leaves behind is garbage, not a leak.
    workspaces.giveBack(workspace);
  }

  @Override
  protected void release() {
    workspaces.drain(workspace -> {});
  }
}
