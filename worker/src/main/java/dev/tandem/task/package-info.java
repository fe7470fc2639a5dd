/**
 * Executors' side of Spark. Enters: a broadcast segment; leaves: its reports and a slice of the averaged state, as bytes.
 * Must not decide anything about training: it hosts the replica loop and carries its messages.
 */
@NullMarked
package dev.tandem.task;

import org.jspecify.annotations.NullMarked;
