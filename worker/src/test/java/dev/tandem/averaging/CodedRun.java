package dev.tandem.averaging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Some rounds of a made-up training, averaged in some precision; for tests. Parameters move by random steps that depend on replica and
 * round only; each value of the state moves a tenth of the way to a positive value of its own.
 *
 * @param hosts how many replicas each task hosts
 * @param rounds to train
 * @param lastRound of the segment, which may come later
 */
record CodedRun(Precision precision, List<Integer> hosts, int rounds, int lastRound, int parameters, int state) {

    static final float START = 0.5f;

    int replicas() {
        return hosts.stream().mapToInt(Integer::intValue).sum();
    }

    /** Uneven, and none for some replicas in every fourth round. */
    static long samples(int replica, int round) {
        return round % 4 == 3 && replica % 2 == 1 ? 0 : 1 + (replica + round) % 3 * 20L;
    }

    /** What the parameters are after all rounds if each true average is applied. */
    double[] exact() {
        double[] exact = new double[parameters];
        Arrays.fill(exact, START);
        for (int round = 0; round < rounds; round++) {
            int number = round;
            double samples = IntStream.range(0, replicas())
                    .mapToLong(replica -> samples(replica, number))
                    .sum();
            for (int replica = 0; replica < replicas(); replica++) {
                float[] change = change(replica, round);
                for (int i = 0; i < parameters; i++) {
                    exact[i] += samples(replica, round) / samples * change[i];
                }
            }
        }
        return exact;
    }

    /** By what a replica's parameters change in a round. */
    float[] change(int replica, int round) {
        Random random = new Random(100L * round + replica);
        float[] change = new float[parameters];
        for (int i = 0; i < parameters; i++) {
            change[i] = (float) (random.nextGaussian() * (i % 7 == 0 ? 1 : 1e-3));
        }
        return change;
    }

    List<float[]> results() throws Exception {
        return results(new AtomicLong());
    }

    /** What every task ends with; adds up the bytes that all have sent. */
    List<float[]> results(AtomicLong bytes) throws Exception {
        Sessions sessions = new Sessions();
        SessionKey key = new SessionKey("coded", 0, 0);
        return Tasks.run(hosts.size(), rank -> {
            Peers peers = new CountedPeers(sessions.local(key, rank, hosts.size(), () -> false), bytes);
            int length = parameters + state;
            float[] agreed = new float[length];
            Arrays.fill(agreed, START);
            try (Averager averager = new PeerAverager(peers, parameters, length, precision, lastRound)) {
                for (int round = 0; round < rounds; round++) {
                    averager.average(round, train(rank, round, agreed), agreed, agreed);
                }
            }
            return agreed;
        });
    }

    private List<Contribution> train(int rank, int round, float[] agreed) {
        int first = hosts.subList(0, rank).stream().mapToInt(Integer::intValue).sum();
        List<Contribution> own = new ArrayList<>();
        for (int replica = first; replica < first + hosts.get(rank); replica++) {
            long samples = samples(replica, round);
            float[] values = samples == 0 ? new float[0] : agreed.clone();
            if (samples > 0) {
                float[] change = change(replica, round);
                for (int i = 0; i < parameters; i++) {
                    values[i] += change[i];
                }
                for (int i = parameters; i < values.length; i++) {
                    values[i] += 0.1f * (i % 5 * 1e-3f + 1e-6f - values[i]);
                }
            }
            own.add(new Contribution(replica, samples, values, null));
        }
        return own;
    }
}
