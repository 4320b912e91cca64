/**
 * Checks against real processes: Kamailio, SIPp, tshark, iptables. Where each misbehaviour of an
 * edge is tested, and each bad input:
 *
 * <table>
 * <caption>Misbehaviour and its test</caption>
 * <tr><td>no answer</td><td>{@code MisbehavingEdgeTest.silence}</td></tr>
 * <tr><td>late answer</td><td>{@code MisbehavingEdgeTest.aLateAnswerAfterARetransmission}</td></tr>
 * <tr><td>401 loop</td><td>{@code MisbehavingEdgeTest.challengedForEver}</td></tr>
 * <tr><td>stale nonce</td><td>{@code MisbehavingEdgeTest.aStaleNonce},
 *     {@code RegisterCheckTest.staleNoncesAreAnsweredTwiceNotForEver}</td></tr>
 * <tr><td>403, 404, 408, 480</td><td>{@code MisbehavingEdgeTest.refusals}</td></tr>
 * <tr><td>503 with Retry-After</td><td>{@code MisbehavingEdgeTest.overload}</td></tr>
 * <tr><td>302</td><td>{@code MisbehavingEdgeTest.moved},
 *     {@code RegisterCheckTest.redirectionsAreFollowedOnRequest}</td></tr>
 * <tr><td>423</td><td>{@code MisbehavingEdgeTest.anIntervalTooBrief}</td></tr>
 * <tr><td>wrong branch</td><td>{@code MisbehavingEdgeTest.aWrongBranchIsNoAnswer}</td></tr>
 * <tr><td>wrong CSeq</td><td>{@code MisbehavingEdgeTest.aWrongMethodInCseqIsNoAnswer}</td></tr>
 * <tr><td>answer from another address</td>
 *     <td>{@code OptionsCheckTest.anAnswerFromAnotherAddressCountsAndIsReported}</td></tr>
 * <tr><td>garbage before the answer</td>
 *     <td>{@code MisbehavingEdgeTest.garbageBeforeTheAnswer}</td></tr>
 * <tr><td>duplicates</td><td>{@code MisbehavingEdgeTest.provisionalAndRepeatedAnswers}</td></tr>
 * <tr><td>compact and folded headers</td><td>{@code MisbehavingEdgeTest.compactNames},
 *     {@code OptionsCheckTest.compactAndFoldedAnswersAreRead}</td></tr>
 * <tr><td>huge answer</td><td>{@code MisbehavingEdgeTest.aHugeAnswer},
 *     {@code TcpCheckTest.anEndlessHeaderIsCutOff}</td></tr>
 * <tr><td>torn and merged segments</td><td>{@code TcpCheckTest.aTornAnswerIsPutTogether},
 *     {@code TcpCheckTest.mergedMessagesAreCutApart}</td></tr>
 * <tr><td>expired, wrong name, untrusted</td><td>{@code TlsCheckTest.anExpiredCertificateIsNamed},
 *     {@code anotherNameIsRefusedAndSniIsSent}, {@code aForeignAuthorityIsUntrusted}</td></tr>
 * <tr><td>ICMP unreachable</td><td>{@code OptionsCheckTest.icmpEndsTheCheckAtOnce},
 *     {@code PacketLossTest.firewallsThatSayNo}</td></tr>
 * <tr><td>packet loss of 10 to 50 %</td>
 *     <td>{@code PacketLossTest.lossIsRepairedAndCounted}</td></tr>
 * <tr><td>illegal URI, port 0 or 70000</td><td>{@code CheckInputTest.badTargets}</td></tr>
 * <tr><td>unknown host</td><td>{@code DnsServersTest.unknownNamesAreADnsFailure}</td></tr>
 * <tr><td>missing credentials</td>
 *     <td>{@code RegisterCheckTest.missingCredentialsAreUnknownNeverOk}</td></tr>
 * <tr><td>wrong algorithm name</td><td>{@code CheckCommandTest.badInputIsNamedWithoutATrace}</td></tr>
 * <tr><td>TLS to port 5060</td><td>{@code CheckInputTest.tlsToThePlainPortWarns}</td></tr>
 * </table>
 */
package io.trunkline.sip.peer;
