package dev.tandem.task;

import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.SessionKey;
import dev.tandem.model.Floats;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A JVM that averages with others, for the benchmark: values outside of Java's heap, as networks have them. Arguments: its rank, then
 * settings of Spark as {@code key=value}. Answers first with its address, then each line {@code SESSION FLOATS ROUNDS ADDRESS…}, where the
 * addresses are those of all ranks, with the median, least and greatest milliseconds of a round; the first fifth of the rounds does not count.
 */
final class AveragingPeer {

    private AveragingPeer() {}

    public static void main(String[] arguments) throws Exception {
        int rank = Integer.parseInt(arguments[0]);
        List<String> settings = List.of(arguments).subList(1, arguments.length);
        SparkPeers peers = TestSpark.peers(ChildPeer.conf(settings));
        System.out.println("answer " + peers.address());
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            List<String> words = List.of(line.split(" "));
            SessionKey key = new SessionKey("bench", Integer.parseInt(words.get(0)), 0);
            int length = Integer.parseInt(words.get(1));
            List<String> addresses = words.subList(3, words.size());
            try (Averager averager = new PeerAverager(peers.connect(key, rank, addresses, () -> false), length)) {
                double[] millis = average(averager, rank, length, Integer.parseInt(words.get(2)));
                System.out.println(
                        "answer " + millis[millis.length / 2] + " " + millis[0] + " " + millis[millis.length - 1]);
            }
        }
        System.exit(0);
    }

    private static double[] average(Averager averager, int rank, int length, int rounds) throws InterruptedException {
        FloatBuffer memory = ByteBuffer.allocateDirect(Math.multiplyExact(length, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        Random random = new Random(rank);
        for (int i = 0; i < length; i++) {
            memory.put(i, random.nextFloat());
        }
        Floats values = Floats.of(memory);
        float[] unread = new float[length];
        double[] millis = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            averager.average(round, List.of(new Contribution(rank, 64, values, null)), unread, values);
            millis[round] = (System.nanoTime() - start) / 1e6;
        }
        double[] counted = Arrays.copyOfRange(millis, rounds / 5, rounds);
        Arrays.sort(counted);
        return counted;
    }
}
