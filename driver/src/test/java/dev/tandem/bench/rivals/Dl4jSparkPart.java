package dev.tandem.bench.rivals;

import dev.tandem.bench.ChildProcess;
import dev.tandem.bench.Contender;
import dev.tandem.bench.Figure;
import dev.tandem.bench.Measure;
import dev.tandem.bench.Part;
import dev.tandem.bench.Settings;
import dev.tandem.bench.TandemRun;
import dev.tandem.bench.Workbench;
import dev.tandem.bench.Workload;
import dev.tandem.cluster.Cluster;
import dev.tandem.data.Sequence;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Two replicas that average every four steps beside DL4J's own Spark trainer with two workers that average every four batches: the same
 * network, batches, natives and threads. {@code vs_dl4j_spark.MODEL} is Tandem's samples per second over those that DL4J's trainer really
 * trained on per second; what it leaves out of an epoch shows as coverage, in percent. {@code _onednn}: with oneDNN's helpers set in its
 * workers.
 */
public final class Dl4jSparkPart implements Part {

    /** Jars of DL4J's Spark trainer, which Tandem does without: Maven's profile "rivals". */
    private static final String JARS = System.getProperty("tandem.rivals", "");

    private static final String UNIT = "samples/s";
    private static final int AVERAGE_EVERY = 4;

    @Override
    public String name() {
        return "dl4j_spark";
    }

    @Override
    public String title() {
        return "two replicas beside DL4J's ParameterAveragingTrainingMaster";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        if (JARS.isEmpty()) {
            bench.skip(
                    "vs_dl4j_spark", "no jars of DL4J's Spark trainer (property tandem.rivals; scripts/bench sets it)");
            return;
        }
        try (Cluster cluster = TandemRun.cluster("local[2]")) {
            int mlp = bench.settings().choose(480, 937);
            try (Dialogue stock = start(bench.settings(), Workload.MLP, mlp, "stock")) {
                bench.measure(measure(bench.settings(), cluster, Workload.MLP, mlp)
                        .with(new Contender("dl4j", () -> figures(stock)))
                        .ratio("vs_dl4j_spark.mlp", "tandem", "dl4j"));
            }
            int lenet = bench.settings().choose(40, 160);
            try (Dialogue stock = start(bench.settings(), Workload.LENET, lenet, "stock");
                    Dialogue accelerated = start(bench.settings(), Workload.LENET, lenet, "onednn")) {
                bench.measure(measure(bench.settings(), cluster, Workload.LENET, lenet)
                        .with(new Contender("dl4j", () -> figures(stock)))
                        .with(new Contender("dl4j_onednn", () -> figures(accelerated)))
                        .ratio("vs_dl4j_spark.lenet", "tandem", "dl4j")
                        .ratio("vs_dl4j_spark.lenet_onednn", "tandem", "dl4j_onednn"));
            }
        }
    }

    private static Measure measure(Settings settings, Cluster cluster, Workload load, int batches) throws Exception {
        Sequence data = load.data(settings, batches);
        Callable<Double> tandem =
                () -> new TandemRun(2, AVERAGE_EVERY).samplesPerSecond(cluster, load.network(), data, load.batchSize());
        return Measure.of("dl4j_spark." + load.label(), settings.choose(2, 5))
                .warmups(1)
                .with(Contender.of("tandem", UNIT, tandem));
    }

    private static Dialogue start(Settings settings, Workload load, int batches, String helpers) throws Exception {
        List<String> arguments = List.of(
                load.label(),
                String.valueOf(batches),
                String.valueOf(AVERAGE_EVERY),
                helpers,
                settings.data().toString());
        String classPath = System.getProperty("java.class.path") + ":" + JARS;
        Dialogue rival = Dialogue.start(ChildProcess.jvm(classPath, "dev.tandem.bench.rivals.Dl4jSpark", arguments)
                .timeout(Duration.ofMinutes(10)));
        rival.hear();
        return rival;
    }

    private static List<Figure> figures(Dialogue rival) throws Exception {
        double[] answer = rival.ask("epoch");
        double trained = answer[0];
        double planned = answer[1];
        double seconds = answer[2];
        return List.of(Figure.of(trained / seconds, UNIT), new Figure("coverage", 100 * trained / planned, "%"));
    }
}
