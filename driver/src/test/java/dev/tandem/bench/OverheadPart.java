package dev.tandem.bench;

import dev.tandem.cluster.Cluster;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainableModel;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;

/**
 * One replica in Tandem beside DL4J's own {@code fit} on the same batches, in the same JVM with the same natives and threads: once with
 * oneDNN's helpers set as Tandem sets them, once as DL4J comes. Of convolutions, DL4J as it comes gets an eighth of the batches, because it
 * takes so long; of ResNet-20 a sixteenth.
 */
final class OverheadPart implements Part {

    private static final String UNIT = "samples/s";

    @Override
    public String name() {
        return "overhead";
    }

    @Override
    public String title() {
        return "one replica beside plain DL4J, with oneDNN and as it comes";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        try (Cluster cluster = TandemRun.cluster("local[1]")) {
            measure(bench, cluster, Workload.MLP, bench.settings().choose(160, 480), 1);
            measure(bench, cluster, Workload.LENET, bench.settings().choose(40, 240), 8);
            measure(bench, cluster, Workload.RESNET20, bench.settings().choose(4, 48), 16);
        }
    }

    private static void measure(Workbench bench, Cluster cluster, Workload load, int batches, int stockShare)
            throws Exception {
        Sequence data = load.data(bench.settings(), batches);
        Sequence some = load.data(bench.settings(), Math.max(1, batches / stockShare));
        Callable<Double> tandem =
                () -> new TandemRun(1, 4).samplesPerSecond(cluster, load.network(), data, load.batchSize());
        Callable<Double> withHelpers =
                () -> plain(load, TrainableModel.of(load.network()).network(), data);
        Callable<Double> asItComes = () -> plain(load, load.network(), some);
        boolean slow = load == Workload.RESNET20;
        bench.measure(Measure.of("overhead." + load.label(), bench.settings().choose(slow ? 1 : 2, slow ? 3 : 5))
                .warmups(bench.settings().choose(slow ? 0 : 1, 1))
                .with(Contender.of("tandem", UNIT, tandem))
                .with(Contender.of("dl4j", UNIT, withHelpers))
                .with(Contender.of("stock_dl4j", UNIT, asItComes))
                .ratio("overhead." + load.label(), "tandem", "dl4j")
                .ratio("vs_stock_dl4j." + load.label(), "tandem", "stock_dl4j"));
    }

    private static double plain(Workload load, Model network, Sequence data) {
        return PlainRun.samplesPerSecond(network, data, load.batchSize(), Math.max(1, data.length() / 8));
    }
}
