/**
 * What Tandem is compared to: DL4J's own Spark trainer, PyTorch, gloo, raw TCP. Enters: a {@link dev.tandem.bench.Workbench}. Leaves:
 * rows. Each rival runs in processes of its own, which stay, warm and idle, while others are measured.
 */
@NullMarked
package dev.tandem.bench.rivals;

import org.jspecify.annotations.NullMarked;
