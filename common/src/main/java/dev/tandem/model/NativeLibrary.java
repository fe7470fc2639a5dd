package dev.tandem.model;

import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * ND4J's native library for the CPU. Left alone, JavaCPP takes AVX-512 or AVX2 from the class path whatever the CPU, and ND4J ends the JVM
 * when that is wrong.
 */
public final class NativeLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);
    private static final String FOLDER = "org/nd4j/linalg/cpu/nativecpu/bindings/";
    private static final String BINDINGS = "org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu";
    private static final String EXTENSION = "platform.extension";

    /** JavaCPP's word for the library without an extension; it takes an empty one as no wish. */
    private static final String PLAIN = "-";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the best library on the class path that this CPU can run, or the one that {@link NativeSettings#NATIVE} names, and logs
     * which. Must come before any other use of ND4J: what is loaded stays.
     *
     * @throws IllegalStateException if the class path has none that can run here
     */
    public static synchronized void load() {
        if (!loaded) {
            boolean isWatched = NativeGarbage.replaceBound();
            Set<String> present = NativeChoice.known().stream()
                    .filter(NativeLibrary::isPresent)
                    .collect(Collectors.toSet());
            if (!present.isEmpty()) {
                ShapeInfoCache.install();
                load(new NativeChoice(present, CpuLevel.ofThisMachine()));
            }
            if (isWatched) {
                NativeGarbage.watch();
            }
            loaded = true;
        }
    }

    private static void load(NativeChoice choice) {
        String label = System.getProperty(NativeSettings.NATIVE);
        CpuLevel wanted = label == null ? null : CpuLevel.labelled(label);
        String best = choice.best(wanted);
        if (choice.present().size() > 1) {
            loadBindings(best.isEmpty() ? PLAIN : best);
        }
        Level level = choice.present().size() > 1 || wanted != null ? Level.INFO : Level.DEBUG;
        LOG.atLevel(level)
                .log(
                        "ND4J computes with its native library {} (on the class path: {}; this CPU runs: {})",
                        inUse(),
                        choice.names(),
                        choice.cpu().map(CpuLevel::label).orElse("unknown"));
        if (wanted != null && !inUse().equals(NativeChoice.label(best))) {
            throw new IllegalStateException(NativeSettings.NATIVE + " is " + label + ", but ND4J has already loaded "
                    + inUse() + ": set it before the first use of ND4J in this JVM");
        }
    }

    /** The one that ND4J computes with, such as {@code onednn-avx2}, {@code onednn} or {@code generic}; {@code cuda} for a GPU. */
    public static String inUse() {
        if (!Nd4j.getEnvironment().isCPU()) {
            return "cuda";
        }
        NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
        String variant = operations.buildInfo().contains("HAVE_ONEDNN") ? "-onednn" : "";
        return NativeChoice.label(variant
                + switch (operations.binaryLevel()) {
                    case 3 -> CpuLevel.AVX512.suffix();
                    case 2 -> CpuLevel.AVX2.suffix();
                    default -> "";
                });
    }

    private static boolean isPresent(String name) {
        String file = FOLDER + Loader.getPlatform() + name + "/" + System.mapLibraryName("nd4jcpu");
        return Nd4j.class.getClassLoader().getResource(file) != null;
    }

    /** The wish is taken back, since other libraries of JavaCPP's would look for the same extension. */
    private static void loadBindings(String extension) {
        Properties properties = Loader.loadProperties();
        if (properties.getProperty(EXTENSION) != null) {
            return; // the user has set JavaCPP's own property
        }
        properties.setProperty(EXTENSION, extension);
        try {
            Class.forName(BINDINGS, true, Nd4j.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The class path has ND4J's native libraries but not nd4j-native itself", e);
        } finally {
            properties.remove(EXTENSION);
        }
    }
}
