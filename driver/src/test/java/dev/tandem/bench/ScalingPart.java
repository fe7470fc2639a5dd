package dev.tandem.bench;

import dev.tandem.cluster.Cluster;
import dev.tandem.data.Sequence;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two replicas beside one, on the same batches: as threads of one JVM, and as executors of their own JVM. Both train for a whole epoch, with
 * all that an epoch costs. Beside them two runs at once of one replica each, which never meet: cores share caches, memory and a clock rate.
 *
 * <p>While Java's compiler works it takes a core from two replicas, and none from one. So models warm up for some runs; the MLP, whose epochs
 * take a second, for more of them, and more of its runs are counted.
 */
final class ScalingPart implements Part {

    private static final String UNIT = "samples/s";
    private static final int USUAL = 4;

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public String title() {
        return "two replicas beside one, average_every 1, 4 and 16, threads and executors";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        Settings settings = bench.settings();
        boolean quick = settings.depth() == Settings.Depth.QUICK;
        List<Integer> averages = quick ? List.of(USUAL) : List.of(USUAL, 1, 16);
        try (Cluster threads = TandemRun.cluster("local[2]")) {
            Trial trial = new Trial(bench, threads, "");
            trial.measure(
                    Workload.MLP, settings.choose(160, 937), averages, settings.choose(1, 8), settings.choose(2, 9));
            trial.measure(
                    Workload.LENET, settings.choose(32, 240), averages, settings.choose(1, 3), settings.choose(2, 5));
            trial.measure(
                    Workload.RESNET20,
                    settings.choose(4, 48),
                    List.of(USUAL),
                    settings.choose(0, 1),
                    settings.choose(1, 3));
        }
        try (Cluster executors = TandemRun.cluster("local-cluster[2,1,3072]")) {
            Trial trial = new Trial(bench, executors, ".local_cluster");
            trial.measure(
                    Workload.MLP,
                    settings.choose(160, 937),
                    List.of(USUAL),
                    settings.choose(1, 8),
                    settings.choose(2, 5));
            if (!quick) {
                trial.measure(Workload.LENET, 240, List.of(USUAL), 1, 3);
            }
        }
    }

    /**
     * Measures on one kind of cluster.
     *
     * @param suffix of the rows' names
     */
    private record Trial(Workbench bench, Cluster cluster, String suffix) {

        void measure(Workload load, int batches, List<Integer> averages, int warmups, int repetitions)
                throws Exception {
            Sequence data = load.data(bench.settings(), batches);
            String name = "scaling." + load.label();
            Measure measure = Measure.of(name + suffix, repetitions)
                    .warmups(warmups)
                    .with(contender("one", new TandemRun(1, USUAL), load, data))
                    .with(Contender.of("apart", UNIT, () -> apart(load, data)))
                    .ratio(name + ".machine" + suffix, "apart", "one");
            for (int every : averages) {
                String two = "two_every_" + every;
                measure = measure.with(contender(two, new TandemRun(2, every), load, data))
                        .ratio(name + ".2" + (every == USUAL ? "" : ".every_" + every) + suffix, two, "one");
            }
            bench.measure(measure);
        }

        /** Two runs of one replica at once that know nothing of each other: what the machine itself gives two. */
        private double apart(Workload load, Sequence data) throws Exception {
            Callable<Double> alone =
                    () -> new TandemRun(1, USUAL).samplesPerSecond(cluster, load.network(), data, load.batchSize());
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                double sum = 0;
                for (Future<Double> each : threads.invokeAll(List.of(alone, alone))) {
                    sum += each.get();
                }
                return sum;
            } finally {
                threads.shutdownNow();
            }
        }

        private Contender contender(String name, TandemRun run, Workload load, Sequence data) {
            return Contender.of(
                    name, UNIT, () -> run.samplesPerSecond(cluster, load.network(), data, load.batchSize()));
        }
    }
}
