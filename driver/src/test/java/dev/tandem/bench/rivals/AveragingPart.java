package dev.tandem.bench.rivals;

import dev.tandem.bench.Contender;
import dev.tandem.bench.Measure;
import dev.tandem.bench.Part;
import dev.tandem.bench.Workbench;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One averaging of so many floats, in milliseconds, between 2 and 4 JVMs, plain and encrypted; beside it gloo's
 * {@code all_reduce} between 2 processes, and bare TCP between 2 JVMs that moves the same bytes.
 *
 * <p>The ratios, all of 2: {@code vs_gloo} is gloo's time over ours, so that 1 is as fast and more is faster; {@code vs_tcp} is bare TCP's
 * time over ours; {@code encrypted_vs_plain} is the encrypted time over the plain one, and without a size it is that of 25 M floats.
 */
public final class AveragingPart implements Part {

    private static final String UNIT = "ms";
    private static final int FEW = 2;
    private static final int MANY = 4;
    private static final List<String> ENCRYPTION = List.of(
            "spark.authenticate=true", "spark.authenticate.secret=benchmark", "spark.network.crypto.enabled=true");
    private static final List<Size> SIZES = List.of(
            new Size("1k", 1_000, 500),
            new Size("1m", 1_000_000, 50),
            new Size("10m", 10_000_000, 10),
            new Size("25m", 25_000_000, 5));

    private record Size(String label, int floats, int rounds) {}

    @Override
    public String name() {
        return "averaging";
    }

    @Override
    public String title() {
        return "one averaging of 1 K to 25 M floats, beside gloo and bare TCP";
    }

    @Override
    public void run(Workbench bench) throws Exception {
        try (AveragingPeers plain = new AveragingPeers(MANY, List.of());
                AveragingPeers encrypted = new AveragingPeers(MANY, ENCRYPTION);
                TcpPair tcp = new TcpPair();
                Dialogue gloo = gloo(bench)) {
            for (Size size : SIZES) {
                Measure ours = ours(bench, size, plain, encrypted)
                        .with(Contender.of("tcp", UNIT, () -> tcp.exchange(size.floats, size.rounds)))
                        .ratio("averaging." + size.label + ".vs_tcp", "tcp", "plain_2");
                bench.measure(gloo == null ? ours : withGloo(ours, size, gloo));
            }
        }
    }

    private static Measure ours(Workbench bench, Size size, AveragingPeers plain, AveragingPeers encrypted) {
        Measure measure = Measure.of("averaging." + size.label, bench.settings().choose(3, 9))
                // Java still compiles in the first hundreds of rounds, of which a training has thousands.
                .warmups(bench.settings().choose(4, 10))
                .with(Contender.of("plain_2", UNIT, () -> plain.average(FEW, size.floats, size.rounds)))
                .with(Contender.of("encrypted_2", UNIT, () -> encrypted.average(FEW, size.floats, size.rounds)))
                .with(Contender.of("plain_4", UNIT, () -> plain.average(MANY, size.floats, size.rounds)))
                .with(Contender.of("encrypted_4", UNIT, () -> encrypted.average(MANY, size.floats, size.rounds)))
                .ratio("averaging." + size.label + ".encrypted_vs_plain", "encrypted_2", "plain_2");
        boolean largest = size == SIZES.get(SIZES.size() - 1);
        return largest ? measure.ratio("averaging.encrypted_vs_plain", "encrypted_2", "plain_2") : measure;
    }

    private static Measure withGloo(Measure measure, Size size, Dialogue gloo) {
        return measure.with(Contender.of("gloo", UNIT, () -> gloo.ask(size.floats, size.rounds)[0]))
                .ratio("averaging." + size.label + ".vs_gloo", "gloo", "plain_2");
    }

    private static @Nullable Dialogue gloo(Workbench bench) throws IOException, InterruptedException {
        try {
            Dialogue gloo = Dialogue.start(Torch.find(bench.settings()).script("gloo.py", FEW));
            gloo.hear();
            return gloo;
        } catch (Torch.MissingException e) {
            SIZES.forEach(size -> bench.skip("averaging." + size.label + ".vs_gloo", e.getMessage()));
            return null;
        }
    }
}
