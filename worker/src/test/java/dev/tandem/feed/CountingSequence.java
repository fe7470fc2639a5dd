package dev.tandem.feed;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A Sequence whose batch {@code i} holds the number {@code i}; it counts what is read and can be told to stop at a gate or to fail. */
final class CountingSequence implements Sequence {

    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger interrupts = new AtomicInteger();
    final ConcurrentMap<Integer, CountDownLatch> gates = new ConcurrentHashMap<>();
    final ConcurrentMap<Integer, Throwable> failures = new ConcurrentHashMap<>();
    final ConcurrentMap<Integer, Batch> made = new ConcurrentHashMap<>();
    final ConcurrentMap<Integer, Thread> threads = new ConcurrentHashMap<>();

    @Override
    public int length() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Batch get(int index) throws IOException {
        reads.incrementAndGet();
        threads.put(index, Thread.currentThread());
        CountDownLatch gate = gates.get(index);
        if (gate != null) {
            passGate(gate);
        }
        Throwable failure = failures.get(index);
        if (failure instanceof IOException e) {
            throw e;
        } else if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        }
        Batch batch = Batch.of(number(index), number(index));
        made.put(index, batch);
        return batch;
    }

    /** Hangs like code that ignores interrupts, but not for ever. */
    private void passGate(CountDownLatch gate) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            try {
                if (gate.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                interrupts.incrementAndGet();
            }
        }
        throw new IOException("The test did not open the gate of a batch");
    }

    private static INDArray number(int index) {
        return Nd4j.create(new float[] {index}, new long[] {1, 1}, DataType.FLOAT);
    }

    static int number(Batch batch) {
        return batch.inputs().get(0).getInt(0);
    }
}
