package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Files with random damage, and how they are read: within bounds of time and memory, or refused by name. */
public final class DamagedFiles {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private DamagedFiles() {}

    /** Reads one file to its end. */
    public interface Reading {
        void read() throws IOException;
    }

    /**
     * Cut, with flipped bits, or with random bytes where its structure is told.
     *
     * @param head bytes at the beginning that tell it, after the first two
     * @param tail bytes at the end that tell it
     */
    public static byte[] damaged(byte[] whole, Random random, int head, int tail) {
        byte[] file = whole.clone();
        switch (random.nextInt(3)) {
            case 0 -> file = Arrays.copyOf(file, random.nextInt(file.length));
            case 1 -> {
                for (int flips = random.nextInt(10); flips >= 0; flips--) {
                    file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            default -> {
                for (int changes = random.nextInt(6); changes >= 0; changes--) {
                    int place = random.nextInt(Math.min(file.length - 2, head + tail));
                    file[place < head ? 2 + place : file.length - 1 - (place - head)] = (byte) random.nextInt();
                }
            }
        }
        return file;
    }

    /**
     * The message of the error in which reading ends, if it does not end well; any other end fails the test.
     *
     * @param mostBytes that may be allocated on the heap
     */
    public static Optional<String> refusal(String file, long mostBytes, Reading reading) {
        return assertTimeoutPreemptively(
                TIME,
                () -> {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    Optional<String> refusal = Optional.empty();
                    try {
                        reading.read();
                    } catch (IOException e) {
                        refusal = Optional.of(String.valueOf(e.getMessage()));
                    }
                    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                            .as("bytes for %s", file)
                            .isLessThan(mostBytes);
                    return refusal;
                },
                file);
    }
}
