package dev.tandem.task;

import com.sun.management.OperatingSystemMXBean;
import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.PeerAverager;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Prints how long one averaging between two JVMs takes, in milliseconds: minimum, median and maximum per number of floats, and
 * the processor time that it takes this JVM, which a busy machine changes less. Arguments:
 * settings of Spark as {@code key=value}. Beside each size, a plain copy of the vector in this JVM, to judge the machine's state by.
 */
final class AveragingBench {

    private static final int[] LENGTHS = {1_000, 1_000_000, 10_000_000, 25_000_000};

    private AveragingBench() {}

    public static void main(String[] settings) throws Exception {
        List<String> given = List.of(settings);
        try (ChildPeer child = new ChildPeer(given);
                SparkPeers own = TestSpark.peers(ChildPeer.conf(given))) {
            for (int length : LENGTHS) {
                int rounds = length <= 1000 ? 4000 : Math.max(30, 200_000_000 / length);
                System.out.println(length + " floats: " + measure(child, own, length, rounds));
            }
        }
        System.exit(0);
    }

    private static String measure(ChildPeer child, SparkPeers own, int length, int rounds)
            throws IOException, InterruptedException {
        child.average(own.address(), length, rounds);
        float[] values = new float[length];
        Random random = new Random(1);
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat();
        }
        double[] millis = new double[rounds];
        OperatingSystemMXBean processor = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpuStart;
        List<String> addresses = List.of(own.address(), child.address());
        try (Averager averager =
                new PeerAverager(own.connect(ChildPeer.key(length), 0, addresses, () -> false), length)) {
            cpuStart = processor.getProcessCpuTime();
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                averager.average(round, List.of(new Contribution(0, 64, values, null)), values, values);
                millis[round] = (System.nanoTime() - start) / 1e6;
            }
        }
        double cpu = (processor.getProcessCpuTime() - cpuStart) / 1e6 / rounds;
        double[] copies = new double[20];
        float[] copy = new float[length];
        for (int i = 0; i < copies.length; i++) {
            long start = System.nanoTime();
            System.arraycopy(values, 0, copy, 0, length);
            copies[i] = (System.nanoTime() - start) / 1e6;
        }
        return summary(Arrays.copyOfRange(millis, rounds / 5, rounds)) + String.format("; CPU of this JVM %.2f", cpu)
                + "; copy " + summary(copies);
    }

    private static String summary(double[] millis) {
        Arrays.sort(millis);
        return String.format("%.2f / %.2f / %.2f", millis[0], millis[millis.length / 2], millis[millis.length - 1]);
    }
}
