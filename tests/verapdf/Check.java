import java.io.FileInputStream;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Checks PDFs against PDF/A-3a and PDF/UA-1 with veraPDF: `java -cp … Check.java FILE…`. Exit code 1: a fault was found. */
public class Check {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean isRight = true;
        for (String file : files) {
            for (PDFAFlavour flavour : new PDFAFlavour[] {PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1}) {
                isRight &= isCompliant(file, flavour);
            }
        }
        System.exit(isRight ? 0 : 1);
    }

    private static boolean isCompliant(String file, PDFAFlavour flavour) throws Exception {
        try (var stream = new FileInputStream(file);
                var parser = Foundries.defaultInstance().createParser(stream, flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            var faults = new TreeMap<String, Integer>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    faults.merge(assertion.getRuleId().getClause() + " " + assertion.getMessage(), 1, Integer::sum);
                }
            }
            System.out.println(file + " " + flavour.getId() + " " + (result.isCompliant() ? "ok" : "FAULTY"));
            faults.forEach((fault, times) -> System.out.println("  " + times + " × " + fault));
            return result.isCompliant();
        }
    }
}
