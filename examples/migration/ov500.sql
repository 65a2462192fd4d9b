-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)
--
-- Host: localhost    Database: switch
-- ------------------------------------------------------
-- Made up for examples: nobody's data.

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
/*!40103 SET TIME_ZONE='+00:00' */;
DROP TABLE IF EXISTS `sys_currencies`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `sys_currencies` (
  `currency_id` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `symbol` varchar(255) DEFAULT NULL,
  `detail_name` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`currency_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `sys_currencies` WRITE;
/*!40000 ALTER TABLE `sys_currencies` DISABLE KEYS */;
INSERT INTO `sys_currencies` VALUES (1,'ZAR','R','South African Rand'),
(4,'USD','$','United States Dollar'),
(5,'EURO','€','Euro');
/*!40000 ALTER TABLE `sys_currencies` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `sys_countries`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `sys_countries` (
  `country_id` varchar(255) DEFAULT NULL,
  `country_abbr` varchar(255) DEFAULT NULL,
  `country_iso` varchar(255) DEFAULT NULL,
  `country_prefix` varchar(255) DEFAULT NULL,
  `country_name` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`country_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `sys_countries` WRITE;
/*!40000 ALTER TABLE `sys_countries` DISABLE KEYS */;
INSERT INTO `sys_countries` VALUES (224,'GBR','GB',44,'United Kingdom'),
(80,'DEU','DE',49,'Germany');
/*!40000 ALTER TABLE `sys_countries` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `account`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `account` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `parent_account_id` varchar(255) DEFAULT NULL,
  `status_id` varchar(255) DEFAULT NULL,
  `account_type` varchar(255) DEFAULT NULL,
  `account_level` varchar(255) DEFAULT NULL,
  `dp` varchar(255) DEFAULT NULL,
  `currency_id` varchar(255) DEFAULT NULL,
  `account_cc` varchar(255) DEFAULT NULL,
  `account_cps` varchar(255) DEFAULT NULL,
  `tax_number` varchar(255) DEFAULT NULL,
  `tax_type` varchar(255) DEFAULT NULL,
  `vat_flag` varchar(255) DEFAULT NULL,
  `tax1` varchar(255) DEFAULT NULL,
  `tax2` varchar(255) DEFAULT NULL,
  `tax3` varchar(255) DEFAULT NULL,
  `cli_check` varchar(255) DEFAULT NULL,
  `dialpattern_check` varchar(255) DEFAULT NULL,
  `llr_check` varchar(255) DEFAULT NULL,
  `account_codecs` varchar(255) DEFAULT NULL,
  `media_transcoding` varchar(255) DEFAULT NULL,
  `media_rtpproxy` varchar(255) DEFAULT NULL,
  `force_dst_src_cli_prefix` varchar(255) DEFAULT NULL,
  `codecs_force` varchar(255) DEFAULT NULL,
  `max_callduration` varchar(255) DEFAULT NULL,
  `round_logic` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `account` WRITE;
/*!40000 ALTER TABLE `account` DISABLE KEYS */;
INSERT INTO `account` VALUES (4,'STC300000','','1','CUSTOMER',1,4,4,10,2,'','exclusive','NONE','0.0000','0.0000','0.0000',0,'0','1','G729,PCMU,PCMA,G722','1','1','0','0',60,NULL),
(5,'STC300001','','1','CUSTOMER',1,2,5,30,5,'DE 123456789','exclusive','VAT','19.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','1','0',60,NULL),
(6,'STC300002','','-2','CUSTOMER',1,4,5,10,2,'','exclusive','NONE','7.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','0',60,NULL),
(7,'STC300003','','1','CUSTOMER',1,4,4,10,2,'ST-77/9','inclusive','TAX','10.0000','2.5000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','1',60,NULL),
(8,'STR100000','','1','RESELLER',1,4,4,10,2,'','exclusive','NONE','0.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','0',60,NULL),
(9,'STC300009','STR100000','1','CUSTOMER',1,4,4,10,2,'','exclusive','NONE','0.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','0',60,NULL),
(10,'STR200000','STR100000','1','RESELLER',2,4,4,10,2,'','exclusive','NONE','0.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','0',60,NULL),
(11,'STC300010','STR200000','1','CUSTOMER',1,4,4,10,2,'','exclusive','NONE','0.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','0',60,NULL),
(12,'STR300000','STR100000','1','RESELLER',2,2,5,10,2,'','exclusive','NONE','0.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','0',60,NULL),
(13,'STC300011','STR300000','1','CUSTOMER',1,2,5,10,2,'','exclusive','NONE','0.0000','0.0000','0.0000',0,'0','0','G729,PCMU,PCMA,G722','0','0','0','0',60,NULL);
/*!40000 ALTER TABLE `account` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customers`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customers` (
  `customer_id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `company_name` varchar(255) DEFAULT NULL,
  `contact_name` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `address` varchar(255) DEFAULT NULL,
  `country_id` varchar(255) DEFAULT NULL,
  `state_code_id` varchar(255) DEFAULT NULL,
  `phone` varchar(255) DEFAULT NULL,
  `emailaddress` varchar(255) DEFAULT NULL,
  `billing_type` varchar(255) DEFAULT NULL,
  `billing_cycle` varchar(255) DEFAULT NULL,
  `payment_terms` varchar(255) DEFAULT NULL,
  `next_billing_date` varchar(255) DEFAULT NULL,
  `pincode` varchar(255) DEFAULT NULL,
  `view_ipdevices` varchar(255) DEFAULT NULL,
  `view_sipdevice` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`customer_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customers` WRITE;
/*!40000 ALTER TABLE `customers` DISABLE KEYS */;
INSERT INTO `customers` VALUES (3,'STC300000','O\'Neil & Söhne Telecom','Bríd O’Neil',NULL,'12 \"High\" Street\nLondon\\East',224,0,'020 7946 0018','brid@oneil.example','prepaid','monthly',30,NULL,'SW1A 1AA',NULL,NULL),
(4,'STC300001','Grün Voice GmbH','Jörg Grün',NULL,'Hauptstraße 5',80,0,'+49 30 5550142','post@gruen.example, rechnung@gruen.example','postpaid','monthly',14,NULL,'10115',NULL,NULL),
(5,'STC300002','音声通信','',NULL,'',NULL,0,'','not an address','prepaid','weekly',0,NULL,'',NULL,NULL),
(6,'STC300003','Delta; Calls <Ltd>','Dee Ray',NULL,'PO Box 9',224,0,'2079460099','dee@delta.example','netoff','monthly',60,NULL,'',NULL,NULL),
(9,'STC300009','Below Reseller','Below',NULL,'',NULL,NULL,'2079460011','','prepaid','monthly',30,NULL,'',NULL,NULL),
(10,'STR100000','Hill & Dale Resale','Rita Hill',NULL,'1 Dale Road',224,0,'2079460012','rita@hilldale.example','prepaid','monthly',30,NULL,'',NULL,NULL),
(11,'STR200000','Dale Branch','Tom Dale',NULL,'',224,0,'2079460013','','prepaid','monthly',30,NULL,'',NULL,NULL),
(12,'STC300010','Branch Customer','Bea Branch',NULL,'',224,0,'2079460014','bea@branch.example','postpaid','monthly',14,NULL,'',NULL,NULL);
/*!40000 ALTER TABLE `customers` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `users`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `users` (
  `id` varchar(255) DEFAULT NULL,
  `user_id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `user_type` varchar(255) DEFAULT NULL,
  `username` varchar(255) DEFAULT NULL,
  `secret` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `emailaddress` varchar(255) DEFAULT NULL,
  `status_id` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `users` WRITE;
/*!40000 ALTER TABLE `users` DISABLE KEYS */;
INSERT INTO `users` VALUES (2,'ADMIN','SYSTEM','ADMIN','admin','never-taken','Admin','a@example.org',1),
(3,'UC1','STC300000','CUSTOMERADMIN','oneiltelecom','never-taken','Brid','brid@oneil.example',1),
(4,'UC2','STC300001','CUSTOMERADMIN','gruen.voice','never-taken','J','post@gruen.example',1),
(5,'UC3','STC300003','CUSTOMERADMIN','deltacalls','never-taken','D','dee@delta.example',1),
(6,'UR1','STR100000','RESELLERADMIN','hilldale','never-taken','R','rita@hilldale.example',1);
/*!40000 ALTER TABLE `users` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_balance`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_balance` (
  `id` varchar(255) DEFAULT NULL,
  `credit_limit` varchar(255) DEFAULT NULL,
  `balance` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `maxcredit_limit` varchar(255) DEFAULT NULL,
  `service_type` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_balance` WRITE;
/*!40000 ALTER TABLE `customer_balance` DISABLE KEYS */;
INSERT INTO `customer_balance` VALUES (1,'0.000000','-98.863000','STC300000','0.000000','SWITCH'),
(2,'500.000000','241.250000','STC300001','1000.000000','SWITCH'),
(3,'0.000000','3.500000','STC300002','0.000000','SWITCH'),
(4,'50.000000','0.000000','STC300003',NULL,'SWITCH'),
(5,'0.000000','-5.000000','STC300009','0.000000','SWITCH'),
(6,'100.000000','-60.000000','STR100000','100.000000','SWITCH'),
(7,'30.000000','-20.000000','STR200000','30.000000','SWITCH'),
(8,'200.000000','4.000000','STC300010','200.000000','SWITCH'),
(9,'0.000000','-1.000000','STR300000','0.000000','SWITCH'),
(10,'0.000000','-1.000000','STC300011','0.000000','SWITCH');
/*!40000 ALTER TABLE `customer_balance` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_voipminuts`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_voipminuts` (
  `id` varchar(255) DEFAULT NULL,
  `customer_voipminute_id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `billingcode` varchar(255) DEFAULT NULL,
  `account_type` varchar(255) DEFAULT NULL,
  `tariff_id` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_voipminuts` WRITE;
/*!40000 ALTER TABLE `customer_voipminuts` DISABLE KEYS */;
INSERT INTO `customer_voipminuts` VALUES (1,'CVM1','STC300000','','CUSTOMER','CUSTOMER54','1'),
(2,'CVM2','STC300000','PREMIUM','CUSTOMER','CUSTOMER55','1'),
(3,'CVM3','STC300001','','CUSTOMER','CUSTEUR1','1'),
(4,'CVM4','STC300002','','CUSTOMER','CUSTEUR1','1'),
(5,'CVM5','STC300003','','CUSTOMER','CUSTOMER54','1'),
(9,'CVM9','STC300009','','CUSTOMER','CUSTOMER54','1'),
(10,'CVM10','STR100000','','RESELLER','CUSTOMER55','1'),
(11,'CVM11','STR200000','','RESELLER','RESALE60','1'),
(12,'CVM12','STC300010','','CUSTOMER','RESALE61','1'),
(13,'CVM13','STR300000','','RESELLER','RESALE60','1'),
(14,'CVM14','STC300011','','CUSTOMER','CUSTEUR1','1');
/*!40000 ALTER TABLE `customer_voipminuts` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_ips`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_ips` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `ipaddress` varchar(255) DEFAULT NULL,
  `ip_status` varchar(255) DEFAULT NULL,
  `ip_cc` varchar(255) DEFAULT NULL,
  `ip_cps` varchar(255) DEFAULT NULL,
  `description` varchar(255) DEFAULT NULL,
  `dialprefix` varchar(255) DEFAULT NULL,
  `ipauthfrom` varchar(255) DEFAULT NULL,
  `billingcode` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_ips` WRITE;
/*!40000 ALTER TABLE `customer_ips` DISABLE KEYS */;
INSERT INTO `customer_ips` VALUES (1,'STC300000','203.0.113.5','1',10,2,'Head office','%','SRC',''),
(2,'STC300000','203.0.113.5','1',5,1,'Premium','100%','SRC','PREMIUM'),
(3,'STC300001','198.51.100.20','0',30,5,'Vermittlung','%','SRC',''),
(4,'STC300003','111111','1',1,1,'typo','%','SRC','');
/*!40000 ALTER TABLE `customer_ips` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_sip_account`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_sip_account` (
  `id` varchar(255) DEFAULT NULL,
  `username` varchar(255) DEFAULT NULL,
  `secret` varchar(255) DEFAULT NULL,
  `ipaddress` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `sip_cc` varchar(255) DEFAULT NULL,
  `sip_cps` varchar(255) DEFAULT NULL,
  `ipauthfrom` varchar(255) DEFAULT NULL,
  `extension_no` varchar(255) DEFAULT NULL,
  `voicemail_enabled` varchar(255) DEFAULT NULL,
  `voicemail` varchar(255) DEFAULT NULL,
  `display_name` varchar(255) DEFAULT NULL,
  `caller_id` varchar(255) DEFAULT NULL,
  `codecs` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `email_address` varchar(255) DEFAULT NULL,
  `phone_number` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_sip_account` WRITE;
/*!40000 ALTER TABLE `customer_sip_account` DISABLE KEYS */;
INSERT INTO `customer_sip_account` VALUES (2,'oneil100','K\'an\"d@1!','','1','STC300000',2,1,'NO',100,'Y','EXT1',NULL,NULL,NULL,'Reception','vm@oneil.example',NULL),
(3,'oneil101','1234','203.0.113.9','1','STC300000',1,1,'SRC',101,'N',NULL,NULL,NULL,NULL,'','',NULL),
(4,'gruen1','Geheim\\9!','','0','STC300001',4,1,'NO',7,'Y',NULL,NULL,NULL,NULL,'','',NULL);
/*!40000 ALTER TABLE `customer_sip_account` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_callerid`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_callerid` (
  `id` varchar(255) DEFAULT NULL,
  `maching_string` varchar(255) DEFAULT NULL,
  `match_length` varchar(255) DEFAULT NULL,
  `remove_string` varchar(255) DEFAULT NULL,
  `add_string` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `display_string` varchar(255) DEFAULT NULL,
  `action_type` varchar(255) DEFAULT NULL,
  `route` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_callerid` WRITE;
/*!40000 ALTER TABLE `customer_callerid` DISABLE KEYS */;
INSERT INTO `customer_callerid` VALUES (1,'%',NULL,'','%','STC300000','%=>%','1','INBOUND'),
(2,'44|%',NULL,'','%','STC300000','44|%=>0044%','1','OUTBOUND'),
(3,'%',NULL,'','%','STC300000','%=>%','1','OUTBOUND'),
(4,'4490%',NULL,'','%','STC300000','4490%','0','OUTBOUND'),
(5,'%',NULL,'','%','STC300001','%=>%','1','OUTBOUND'),
(6,'%',NULL,'','%','STC300001','%=>%','1','INBOUND'),
(7,'44%',NULL,'','%','STC300001','44%=>441282777711','1','DTSBASEDCLI'),
(8,'%',NULL,'','%','STC300001','%=>%','1','DTSBASEDCLI'),
(9,'4/4%',NULL,'','%','STC300003','4/4%=>%','1','OUTBOUND');
/*!40000 ALTER TABLE `customer_callerid` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_dialpattern`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_dialpattern` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `maching_string` varchar(255) DEFAULT NULL,
  `match_length` varchar(255) DEFAULT NULL,
  `remove_string` varchar(255) DEFAULT NULL,
  `add_string` varchar(255) DEFAULT NULL,
  `display_string` varchar(255) DEFAULT NULL,
  `action_type` varchar(255) DEFAULT NULL,
  `route` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_dialpattern` WRITE;
/*!40000 ALTER TABLE `customer_dialpattern` DISABLE KEYS */;
INSERT INTO `customer_dialpattern` VALUES (1,'STC300000','{10}%',NULL,'','%','{10}%=>44%','1','OUTBOUND'),
(2,'STC300000','%',NULL,'','%','%=>%','1','OUTBOUND'),
(3,'STC300000','4470%',NULL,'','%','4470%','0','OUTBOUND'),
(4,'STC300000','%',NULL,'','%','%=>%','1','INBOUND'),
(5,'STC300001','%',NULL,'','%','%=>%','1','OUTBOUND'),
(6,'STC300001','0049|%',NULL,'','%','0049|%=>49%','1','OUTBOUND'),
(7,'STC300001','%',NULL,'','%','%=>%','1','INBOUND');
/*!40000 ALTER TABLE `customer_dialpattern` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_dialplan`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_dialplan` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `dialplan_id` varchar(255) DEFAULT NULL,
  `maching_string` varchar(255) DEFAULT NULL,
  `display_string` varchar(255) DEFAULT NULL,
  `remove_string` varchar(255) DEFAULT NULL,
  `add_string` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_dialplan` WRITE;
/*!40000 ALTER TABLE `customer_dialplan` DISABLE KEYS */;
INSERT INTO `customer_dialplan` VALUES (3,'STC300000','DEFAULT28','%','%=>DEFAULT28%','',NULL),
(4,'STC300001','DEFAULT28','%','','',NULL),
(5,'STC300001','EURO9','49%','','',NULL);
/*!40000 ALTER TABLE `customer_dialplan` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_notification`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_notification` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `notify_name` varchar(255) DEFAULT NULL,
  `notify_emails` varchar(255) DEFAULT NULL,
  `notify_amount` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_notification` WRITE;
/*!40000 ALTER TABLE `customer_notification` DISABLE KEYS */;
INSERT INTO `customer_notification` VALUES (1,'STC300000','low-balance','brid@oneil.example','10','Y');
/*!40000 ALTER TABLE `customer_notification` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `customer_rates`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `customer_rates` (
  `rate_id` varchar(255) DEFAULT NULL,
  `ratecard_id` varchar(255) DEFAULT NULL,
  `prefix` varchar(255) DEFAULT NULL,
  `destination` varchar(255) DEFAULT NULL,
  `setup_charge` varchar(255) DEFAULT NULL,
  `rental` varchar(255) DEFAULT NULL,
  `rate` varchar(255) DEFAULT NULL,
  `connection_charge` varchar(255) DEFAULT NULL,
  `minimal_time` varchar(255) DEFAULT NULL,
  `resolution_time` varchar(255) DEFAULT NULL,
  `grace_period` varchar(255) DEFAULT NULL,
  `rate_multiplier` varchar(255) DEFAULT NULL,
  `rate_addition` varchar(255) DEFAULT NULL,
  `rates_status` varchar(255) DEFAULT NULL,
  `exclusive_per_channel_rental` varchar(255) DEFAULT NULL,
  `inclusive_channel` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `minimal_charge` varchar(255) DEFAULT NULL,
  `ani_prefix` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`rate_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `customer_rates` WRITE;
/*!40000 ALTER TABLE `customer_rates` DISABLE KEYS */;
INSERT INTO `customer_rates` VALUES (1,'CUST42','44','United Kingdom','0.000000','0.000000','0.012000','0',60,60,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(2,'CUST42','447','United Kingdom, Mobile','0.000000','0.000000','0.035000','0',30,6,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(3,'CUST42','33','France \"fixed\"','0.000000','0.000000','0.015000','0.005',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(4,'CUST42','882','Satellite','0.000000','0.000000','5.000000','0',1,1,0,'1.00','0.00','0','0.000000',1,NULL,NULL,NULL),
(5,'CUST42','1','USA','0.000000','0.000000','0.006000','0',1,1,0,'1.20','0.00','1','0.000000',1,NULL,NULL,NULL),
(6,'CUST43','44','UK premium','0.000000','0.000000','0.020000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(7,'CUSTEU','49','Deutschland Festnetz','0.000000','0.000000','0.010000','0',60,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(8,'CUSTEU','491','Deutschland Mobil – alle Netze','0.000000','0.000000','0.045000','0',60,1,3,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(9,'CUSTEU','44','Großbritannien','0.000000','0.000000','0.013000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(10,'CUSTEUN','49','Deutschland nachts','0.000000','0.000000','0.005000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(11,'DIDRATES16','44','UK DID','5.000000','2.500000','0.002000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(12,'CUST42','31','Netherlands','0.000000','0.000000','0.010000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(13,'CUST42','32','Belgium','0.000000','0.000000','0.010137','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(14,'CUST42','34','Spain','0.000000','0.000000','0.010274','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(15,'CUST42','39','Italy','0.000000','0.000000','0.010411','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(16,'CUST42','41','Switzerland','0.000000','0.000000','0.010548','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(17,'CUST42','43','Austria','0.000000','0.000000','0.010685','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(18,'CUST42','45','Denmark','0.000000','0.000000','0.010822','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(19,'CUST42','46','Sweden','0.000000','0.000000','0.010959','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(20,'CUST42','47','Norway','0.000000','0.000000','0.011096','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(21,'CUST42','48','Poland','0.000000','0.000000','0.011233','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(22,'CUST60','44','United Kingdom','0.000000','0.000000','0.022000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(23,'CUST61','44','United Kingdom','0.000000','0.000000','0.030000','0',60,60,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(24,'CUST61','33','France','0.000000','0.000000','0.033000','0',60,60,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL);
/*!40000 ALTER TABLE `customer_rates` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `carrier_rates`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `carrier_rates` (
  `rate_id` varchar(255) DEFAULT NULL,
  `ratecard_id` varchar(255) DEFAULT NULL,
  `prefix` varchar(255) DEFAULT NULL,
  `destination` varchar(255) DEFAULT NULL,
  `setup_charge` varchar(255) DEFAULT NULL,
  `rental` varchar(255) DEFAULT NULL,
  `rate` varchar(255) DEFAULT NULL,
  `connection_charge` varchar(255) DEFAULT NULL,
  `minimal_time` varchar(255) DEFAULT NULL,
  `resolution_time` varchar(255) DEFAULT NULL,
  `grace_period` varchar(255) DEFAULT NULL,
  `rate_multiplier` varchar(255) DEFAULT NULL,
  `rate_addition` varchar(255) DEFAULT NULL,
  `rates_status` varchar(255) DEFAULT NULL,
  `exclusive_per_channel_rental` varchar(255) DEFAULT NULL,
  `inclusive_channel` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `minimal_charge` varchar(255) DEFAULT NULL,
  `ani_prefix` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`rate_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `carrier_rates` WRITE;
/*!40000 ALTER TABLE `carrier_rates` DISABLE KEYS */;
INSERT INTO `carrier_rates` VALUES (22,'CARR47','44','UK','0.000000','0.000000','0.008000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(23,'CARR47','447','UK mobile','0.000000','0.000000','0.025000','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL),
(24,'CARR47','49','Germany','0.000000','0.000000','0.004500','0',1,1,0,'1.00','0.00','1','0.000000',1,NULL,NULL,NULL);
/*!40000 ALTER TABLE `carrier_rates` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `ratecard`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `ratecard` (
  `id` varchar(255) DEFAULT NULL,
  `ratecard_id` varchar(255) DEFAULT NULL,
  `ratecard_name` varchar(255) DEFAULT NULL,
  `ratecard_type` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `ratecard_currency_id` varchar(255) DEFAULT NULL,
  `ratecard_for` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `ratecard` WRITE;
/*!40000 ALTER TABLE `ratecard` DISABLE KEYS */;
INSERT INTO `ratecard` VALUES (1,'CARR47','Carrier','CARRIER','SYSTEM',4,'OUTGOING'),
(2,'CUST42','Standard','CUSTOMER','SYSTEM',4,'OUTGOING'),
(3,'DIDRATES16','DID Rates','CUSTOMER','SYSTEM',4,'INCOMING'),
(4,'CUST43','Premium','CUSTOMER','SYSTEM',4,'OUTGOING'),
(5,'CUSTEU','Euro Tag','CUSTOMER','SYSTEM',5,'OUTGOING'),
(6,'CUSTEUN','Euro Nacht','CUSTOMER','SYSTEM',5,'OUTGOING'),
(7,'CUST60','Resale','CUSTOMER','STR100000',4,'OUTGOING'),
(8,'CUST61','Branch','CUSTOMER','STR200000',4,'OUTGOING');
/*!40000 ALTER TABLE `ratecard` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `tariff`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `tariff` (
  `id` varchar(255) DEFAULT NULL,
  `tariff_id` varchar(255) DEFAULT NULL,
  `tariff_name` varchar(255) DEFAULT NULL,
  `tariff_currency_id` varchar(255) DEFAULT NULL,
  `tariff_status` varchar(255) DEFAULT NULL,
  `tariff_description` varchar(255) DEFAULT NULL,
  `tariff_type` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `package_option` varchar(255) DEFAULT NULL,
  `bundle_option` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `tariff` WRITE;
/*!40000 ALTER TABLE `tariff` DISABLE KEYS */;
INSERT INTO `tariff` VALUES (1,'CUSTOMER54','Retail USD',4,'1',NULL,'CUSTOMER','SYSTEM','0','0'),
(2,'CUSTOMER55','Premium USD',4,'1',NULL,'CUSTOMER','SYSTEM','0','0'),
(3,'CUSTEUR1','Privat €',5,'1',NULL,'CUSTOMER','SYSTEM','1','0'),
(4,'CARRIER40','Carrier One',4,'1',NULL,'CARRIER','SYSTEM','0','0'),
(5,'RESALE60','Resale USD',4,'1',NULL,'CUSTOMER','STR100000','0','0'),
(6,'RESALE61','Branch USD',4,'1',NULL,'CUSTOMER','STR200000','0','0');
/*!40000 ALTER TABLE `tariff` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `tariff_ratecard_map`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `tariff_ratecard_map` (
  `id` varchar(255) DEFAULT NULL,
  `ratecard_id` varchar(255) DEFAULT NULL,
  `tariff_id` varchar(255) DEFAULT NULL,
  `start_day` varchar(255) DEFAULT NULL,
  `start_time` varchar(255) DEFAULT NULL,
  `end_day` varchar(255) DEFAULT NULL,
  `end_time` varchar(255) DEFAULT NULL,
  `priority` varchar(255) DEFAULT NULL,
  `status` varchar(255) DEFAULT NULL,
  `ratecard_for` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `tariff_ratecard_map` WRITE;
/*!40000 ALTER TABLE `tariff_ratecard_map` DISABLE KEYS */;
INSERT INTO `tariff_ratecard_map` VALUES (1,'CARR47','CARRIER40',0,'00:00:00',6,'23:59:59',1,'1','OUTGOING'),
(2,'CUST42','CUSTOMER54',0,'00:00:00',6,'23:59:59',1,'1','OUTGOING'),
(3,'DIDRATES16','CUSTOMER54',0,'00:00:00',6,'23:59:59',1,'1','INCOMING'),
(4,'CUST43','CUSTOMER55',0,'00:00:00',6,'23:59:59',1,'1','OUTGOING'),
(5,'CUSTEUN','CUSTEUR1',0,'20:00:00',6,'23:59:59',1,'1','OUTGOING'),
(6,'CUSTEU','CUSTEUR1',0,'00:00:00',6,'23:59:59',2,'1','OUTGOING'),
(7,'CUST60','RESALE60',0,'00:00:00',6,'23:59:59',1,'1','OUTGOING'),
(8,'CUST61','RESALE61',0,'00:00:00',6,'23:59:59',1,'1','OUTGOING');
/*!40000 ALTER TABLE `tariff_ratecard_map` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `providers`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `providers` (
  `id` varchar(255) DEFAULT NULL,
  `provider_id` varchar(255) DEFAULT NULL,
  `provider_name` varchar(255) DEFAULT NULL,
  `provider_address` varchar(255) DEFAULT NULL,
  `provider_emailid` varchar(255) DEFAULT NULL,
  `currency_id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `providers` WRITE;
/*!40000 ALTER TABLE `providers` DISABLE KEYS */;
INSERT INTO `providers` VALUES (1,'PROV1','Carrier One Ltd','','noc@one.example',4,NULL);
/*!40000 ALTER TABLE `providers` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `carrier`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `carrier` (
  `id` varchar(255) DEFAULT NULL,
  `carrier_id` varchar(255) DEFAULT NULL,
  `carrier_name` varchar(255) DEFAULT NULL,
  `tariff_id` varchar(255) DEFAULT NULL,
  `carrier_type` varchar(255) DEFAULT NULL,
  `carrier_status` varchar(255) DEFAULT NULL,
  `carrier_cps` varchar(255) DEFAULT NULL,
  `carrier_cc` varchar(255) DEFAULT NULL,
  `carrier_currency_id` varchar(255) DEFAULT NULL,
  `provider_id` varchar(255) DEFAULT NULL,
  `carrier_codecs` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `carrier` WRITE;
/*!40000 ALTER TABLE `carrier` DISABLE KEYS */;
INSERT INTO `carrier` VALUES (1,'CARONE38','Carrier One','CARRIER40','OUTBOUND',1,20,100,4,'PROV1','G729,PCMU'),
(2,'CARTWO39','Carrier Two','CARRIER40','OUTBOUND',1,10,50,4,'PROV1','PCMA');
/*!40000 ALTER TABLE `carrier` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `carrier_ips`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `carrier_ips` (
  `id` varchar(255) DEFAULT NULL,
  `carrier_ip_id` varchar(255) DEFAULT NULL,
  `carrier_id` varchar(255) DEFAULT NULL,
  `ipaddress_name` varchar(255) DEFAULT NULL,
  `ipaddress` varchar(255) DEFAULT NULL,
  `load_share` varchar(255) DEFAULT NULL,
  `priority` varchar(255) DEFAULT NULL,
  `ip_status` varchar(255) DEFAULT NULL,
  `auth_type` varchar(255) DEFAULT NULL,
  `username` varchar(255) DEFAULT NULL,
  `passwd` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `carrier_ips` WRITE;
/*!40000 ALTER TABLE `carrier_ips` DISABLE KEYS */;
INSERT INTO `carrier_ips` VALUES (1,'C1','CARONE38','one-a','192.0.2.10',100,1,'1','IP',NULL,NULL),
(2,'C2','CARONE38','one-b','192.0.2.11:5080',100,2,'1','IP',NULL,NULL),
(3,'C3','CARTWO39','two','sip.two.example',100,1,'1','CUSTOMER','u','p');
/*!40000 ALTER TABLE `carrier_ips` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `carrier_prefix`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `carrier_prefix` (
  `id` varchar(255) DEFAULT NULL,
  `carrier_id` varchar(255) DEFAULT NULL,
  `maching_string` varchar(255) DEFAULT NULL,
  `remove_string` varchar(255) DEFAULT NULL,
  `add_string` varchar(255) DEFAULT NULL,
  `display_string` varchar(255) DEFAULT NULL,
  `route` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `carrier_prefix` WRITE;
/*!40000 ALTER TABLE `carrier_prefix` DISABLE KEYS */;
INSERT INTO `carrier_prefix` VALUES (1,'CARONE38','%',NULL,NULL,'%=>00%','OUTBOUND'),
(2,'CARTWO39','%',NULL,NULL,'%=>%','OUTBOUND');
/*!40000 ALTER TABLE `carrier_prefix` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `dialplan`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `dialplan` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `dialplan_id` varchar(255) DEFAULT NULL,
  `dialplan_name` varchar(255) DEFAULT NULL,
  `dialplan_status` varchar(255) DEFAULT NULL,
  `failover_sipcause_list` varchar(255) DEFAULT NULL,
  `dialplan_description` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `dialplan` WRITE;
/*!40000 ALTER TABLE `dialplan` DISABLE KEYS */;
INSERT INTO `dialplan` VALUES (1,NULL,'DEFAULT28','default','1','503,404',''),
(2,NULL,'EURO9','Euro, best','1',NULL,NULL);
/*!40000 ALTER TABLE `dialplan` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `dialplan_prefix_list`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `dialplan_prefix_list` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `dialplan_id` varchar(255) DEFAULT NULL,
  `dial_prefix` varchar(255) DEFAULT NULL,
  `priority` varchar(255) DEFAULT NULL,
  `route_status` varchar(255) DEFAULT NULL,
  `carrier_id` varchar(255) DEFAULT NULL,
  `start_day` varchar(255) DEFAULT NULL,
  `start_time` varchar(255) DEFAULT NULL,
  `end_day` varchar(255) DEFAULT NULL,
  `end_time` varchar(255) DEFAULT NULL,
  `load_share` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `dialplan_prefix_list` WRITE;
/*!40000 ALTER TABLE `dialplan_prefix_list` DISABLE KEYS */;
INSERT INTO `dialplan_prefix_list` VALUES (1,NULL,'DEFAULT28','%',1,'1','CARONE38',0,'00:00:00',6,'23:59:59',100),
(2,NULL,'DEFAULT28','44',1,'1','CARTWO39',1,'08:00:00',5,'18:00:00',100),
(3,NULL,'EURO9','49',1,'1','CARONE38',0,'00:00:00',6,'24:00:00',60),
(4,NULL,'EURO9','49',1,'1','GONE',0,'00:00:00',6,'24:00:00',40);
/*!40000 ALTER TABLE `dialplan_prefix_list` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `did`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `did` (
  `did_id` varchar(255) DEFAULT NULL,
  `did_number` varchar(255) DEFAULT NULL,
  `did_status` varchar(255) DEFAULT NULL,
  `carrier_id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `assign_date` varchar(255) DEFAULT NULL,
  `channels` varchar(255) DEFAULT NULL,
  `did_name` varchar(255) DEFAULT NULL,
  `number_type` varchar(255) DEFAULT NULL,
  `lastbilldate` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`did_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `did` WRITE;
/*!40000 ALTER TABLE `did` DISABLE KEYS */;
INSERT INTO `did` VALUES (1,'442079460100','USED','CARONE38','STC300000','2025-01-01 00:00:00',2,'Main line','DID','2026-11-01'),
(2,'442079460101','USED','CARONE38','STC300000',NULL,2,'','DID',NULL),
(3,'442079460102','NEW','CARONE38','',NULL,1,'stock','DID',NULL),
(4,'442079460103','DEAD','CARONE38','',NULL,1,'','DID',NULL),
(5,'442079460104','USED','CARONE38','STC300009',NULL,2,'Resold','DID',NULL);
/*!40000 ALTER TABLE `did` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `did_dst`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `did_dst` (
  `did_dst_id` varchar(255) DEFAULT NULL,
  `did_number` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `dst_type` varchar(255) DEFAULT NULL,
  `dst_destination` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`did_dst_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `did_dst` WRITE;
/*!40000 ALTER TABLE `did_dst` DISABLE KEYS */;
INSERT INTO `did_dst` VALUES (1,'442079460100','STC300000','CUSTOMER','oneil100'),
(2,'442079460101','STC300000','PSTN','33155501234');
/*!40000 ALTER TABLE `did_dst` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `bill_invoice`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `bill_invoice` (
  `id` varchar(255) DEFAULT NULL,
  `invoice_id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `contact_name` varchar(255) DEFAULT NULL,
  `company_name` varchar(255) DEFAULT NULL,
  `tax1` varchar(255) DEFAULT NULL,
  `tax2` varchar(255) DEFAULT NULL,
  `tax3` varchar(255) DEFAULT NULL,
  `bill_date` varchar(255) DEFAULT NULL,
  `billing_cycle` varchar(255) DEFAULT NULL,
  `payment_terms` varchar(255) DEFAULT NULL,
  `itemised_billing` varchar(255) DEFAULT NULL,
  `billing_date_from` varchar(255) DEFAULT NULL,
  `billing_date_to` varchar(255) DEFAULT NULL,
  `currency_symbol` varchar(255) DEFAULT NULL,
  `currency_name` varchar(255) DEFAULT NULL,
  `bill_amount` varchar(255) DEFAULT NULL,
  `status_id` varchar(255) DEFAULT NULL,
  `due_status` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `bill_invoice` WRITE;
/*!40000 ALTER TABLE `bill_invoice` DISABLE KEYS */;
INSERT INTO `bill_invoice` VALUES (1,'OV-1201','STC300001',NULL,NULL,NULL,NULL,NULL,'2026-09-01',NULL,14,NULL,'2026-08-01','2026-08-31',NULL,NULL,'118.0000000000',NULL,'PAID'),
(2,'OV-1202','STC300001',NULL,NULL,NULL,NULL,NULL,'2026-10-01',NULL,14,NULL,'2026-09-01','2026-09-30',NULL,NULL,'141.2500000000',NULL,'OVERDUE'),
(3,'OV/1203','STC300001',NULL,NULL,NULL,NULL,NULL,'2026-11-01',NULL,14,NULL,'2026-10-01','2026-10-31',NULL,NULL,'100.0000000000',NULL,'UNPAID'),
(4,'OV-1204','STC300010',NULL,NULL,NULL,NULL,NULL,'2026-11-01',NULL,14,NULL,'2026-10-01','2026-10-31',NULL,NULL,'4.0000000000',NULL,'UNPAID'),
(5,'OV-1205','STR200000',NULL,NULL,NULL,NULL,NULL,'2026-11-01',NULL,14,NULL,'2026-10-01','2026-10-31',NULL,NULL,'3.0000000000',NULL,'UNPAID');
/*!40000 ALTER TABLE `bill_invoice` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `resellers`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `resellers` (
  `id` varchar(255) DEFAULT NULL,
  `account_id` varchar(255) DEFAULT NULL,
  `company_name` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `resellers` WRITE;
/*!40000 ALTER TABLE `resellers` DISABLE KEYS */;
INSERT INTO `resellers` VALUES (1,'STR100000','A reseller');
/*!40000 ALTER TABLE `resellers` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `202610_ratedcdr`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `202610_ratedcdr` (
  `id` varchar(255) DEFAULT NULL,
  `uuid` varchar(255) DEFAULT NULL,
  `customer_account_id` varchar(255) DEFAULT NULL,
  `customer_currency_id` varchar(255) DEFAULT NULL,
  `customer_prefix` varchar(255) DEFAULT NULL,
  `customer_destination` varchar(255) DEFAULT NULL,
  `customer_duration` varchar(255) DEFAULT NULL,
  `customer_src_caller` varchar(255) DEFAULT NULL,
  `customer_src_callee` varchar(255) DEFAULT NULL,
  `customer_callcost` varchar(255) DEFAULT NULL,
  `customer_callcost_total` varchar(255) DEFAULT NULL,
  `billsec` varchar(255) DEFAULT NULL,
  `start_time` varchar(255) DEFAULT NULL,
  `answer_time` varchar(255) DEFAULT NULL,
  `end_time` varchar(255) DEFAULT NULL,
  `pdd` varchar(255) DEFAULT NULL,
  `Q850CODE` varchar(255) DEFAULT NULL,
  `SIPCODE` varchar(255) DEFAULT NULL,
  `common_uuid` varchar(255) DEFAULT NULL,
  `cdr_type` varchar(255) DEFAULT NULL,
  `reseller1_account_id` varchar(255) DEFAULT NULL,
  `reseller1_callcost_total` varchar(255) DEFAULT NULL,
  `reseller2_account_id` varchar(255) DEFAULT NULL,
  `reseller2_callcost_total` varchar(255) DEFAULT NULL,
  `reseller3_account_id` varchar(255) DEFAULT NULL,
  `reseller3_callcost_total` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `202610_ratedcdr` WRITE;
/*!40000 ALTER TABLE `202610_ratedcdr` DISABLE KEYS */;
INSERT INTO `202610_ratedcdr` (`id`,`uuid`,`customer_account_id`,`customer_currency_id`,`customer_prefix`,`customer_destination`,`customer_duration`,`customer_src_caller`,`customer_src_callee`,`customer_callcost`,`customer_callcost_total`,`billsec`,`start_time`,`answer_time`,`end_time`,`pdd`,`Q850CODE`,`SIPCODE`,`common_uuid`,`cdr_type`,`reseller1_account_id`,`reseller1_callcost_total`,`reseller2_account_id`,`reseller2_callcost_total`,`reseller3_account_id`,`reseller3_callcost_total`) VALUES (1,'a_cd2620e6-0000-4000-8000-000000000001','STC300002',4,'49','Deutschland Festnetz',780,'anonymous','49300113255','0.155000','0.155000',775,'2026-10-04 18:29:16','2026-10-04 18:29:27','2026-10-04 18:42:22',2,16,200,'c1','IN','','0.000000','','0.000000','','0.000000'),
(2,'a_3b5ac497-0000-4000-8000-000000000002','STC300001',4,'447','United Kingdom, Mobile',60,'+442079460050','447700842630','0.011020','0.011020',19,'2026-10-05 18:47:50','2026-10-05 18:47:52','2026-10-05 18:48:11',2,16,200,'c2','OUT','','0.000000','','0.000000','','0.000000'),
(3,'a_7cd467e8-0000-4000-8000-000000000003','STC300001',4,'33','France \"fixed\"',360,'+442079460014','33155885780','0.063000','0.063000',315,'2026-10-05 02:20:28','2026-10-05 02:20:38','2026-10-05 02:25:53',2,16,200,'c3','OUT','','0.000000','','0.000000','','0.000000'),
(4,'a_2ebd8dd8-0000-4000-8000-000000000004','STC300000',4,'33','France \"fixed\"',420,'+442079460067','33155083975','0.217500','0.217500',375,'2026-10-03 17:58:10','2026-10-03 17:58:16','2026-10-03 18:04:31',2,16,200,'c4','OUT','','0.000000','','0.000000','','0.000000'),
(5,'a_e6d77212-0000-4000-8000-000000000005','STC300003',4,'447','United Kingdom, Mobile',540,'+442079460061','447700694489','0.127250','0.127250',509,'2026-10-04 04:49:54','2026-10-04 04:50:02','2026-10-04 04:58:31',2,16,200,'c5','OUT','','0.000000','','0.000000','','0.000000'),
(6,'a_86c8cab4-0000-4000-8000-000000000006','STC300002',4,'49','Deutschland Festnetz',600,'+442079460094','49300994835','0.322480','0.322480',556,'2026-10-05 12:11:41','2026-10-05 12:11:51','2026-10-05 12:21:07',2,16,200,'c6','OUT','','0.000000','','0.000000','','0.000000'),
(7,'a_442d0193-0000-4000-8000-000000000007','STC300001',4,'49','Deutschland Festnetz',120,'+442079460099','49300354502','0.036540','0.036540',63,'2026-10-04 21:53:39','2026-10-04 21:53:49','2026-10-04 21:54:52',2,16,200,'c7','OUT','','0.000000','','0.000000','','0.000000'),
(8,'a_76d0c119-0000-4000-8000-000000000008','STC300001',4,'33','France \"fixed\"',780,'+442079460023','33155562140','0.181500','0.181500',726,'2026-10-17 01:06:57','2026-10-17 01:07:03','2026-10-17 01:19:09',2,16,200,'c8','OUT','','0.000000','','0.000000','','0.000000'),
(9,'a_09668a2b-0000-4000-8000-000000000009','STC300001',4,'33','France \"fixed\"',420,'+442079460003','33155030749','0.074400','0.074400',372,'2026-10-03 22:26:02','2026-10-03 22:26:12','2026-10-03 22:32:24',2,16,200,'c9','OUT','','0.000000','','0.000000','','0.000000'),
(10,'a_3db5ccf3-0000-4000-8000-00000000000a','STC300000',4,'49','Deutschland Festnetz',720,'anonymous','49300734112','0.143600','0.143600',718,'2026-10-05 20:25:38','2026-10-05 20:25:40','2026-10-05 20:37:38',2,16,200,'c10','OUT','','0.000000','','0.000000','','0.000000'),
(11,'a_7e18d020-0000-4000-8000-00000000000b','STC300001',4,'447','United Kingdom, Mobile',480,'+442079460070','447700002479','0.118250','0.118250',473,'2026-10-03 12:57:18','2026-10-03 12:57:26','2026-10-03 13:05:19',2,16,200,'c11','OUT','','0.000000','','0.000000','','0.000000'),
(12,'a_569bc650-0000-4000-8000-00000000000c','STC300000',4,'49','Deutschland Festnetz',780,'+442079460043','49300435274','0.154800','0.154800',774,'2026-10-04 20:05:39','2026-10-04 20:05:48','2026-10-04 20:18:42',2,16,200,'c12','IN','','0.000000','','0.000000','','0.000000'),
(13,'a_310fe814-0000-4000-8000-00000000000d','STC300009',4,'49','Deutschland Festnetz',660,'+442079460088','49300751113','0.381060','0.381060',657,'2026-10-04 09:23:00','2026-10-04 09:23:10','2026-10-04 09:34:07',2,16,200,'c13','OUT','STR100000','0.304848','','0.000000','','0.000000'),
(14,'a_b9ce17a9-0000-4000-8000-00000000000e','STC300000',4,'44','United Kingdom',600,'+442079460046','442079369821','0.324800','0.324800',560,'2026-10-05 23:02:32','2026-10-05 23:02:42','2026-10-05 23:12:02',2,16,200,'c14','OUT','','0.000000','','0.000000','','0.000000'),
(15,'a_7eb3bcae-0000-4000-8000-00000000000f','STC300001',4,'49','Deutschland Festnetz',540,'+442079460071','49300607864','0.125500','0.125500',502,'2026-10-04 00:03:45','2026-10-04 00:03:55','2026-10-04 00:12:17',2,16,200,'c15','OUT','','0.000000','','0.000000','','0.000000'),
(16,'a_b8a698f3-0000-4000-8000-000000000010','STC300003',4,'44','United Kingdom',300,'+442079460006','442079378188','0.056000','0.056000',280,'2026-10-05 21:14:22','2026-10-05 21:14:23','2026-10-05 21:19:03',2,16,200,'c16','OUT','','0.000000','','0.000000','','0.000000'),
(17,'a_85584a20-0000-4000-8000-000000000011','STC300002',4,'447','United Kingdom, Mobile',240,'+442079460022','447700914338','0.055250','0.055250',221,'2026-10-03 22:49:03','2026-10-03 22:49:09','2026-10-03 22:52:50',2,16,200,'c17','OUT','','0.000000','','0.000000','','0.000000'),
(18,'a_2befa10e-0000-4000-8000-000000000012','STC300002',4,'447','United Kingdom, Mobile',60,'+442079460013','447700533287','0.001740','0.001740',3,'2026-10-03 01:17:22','2026-10-03 01:17:28','2026-10-03 01:17:31',2,16,200,'c18','OUT','','0.000000','','0.000000','','0.000000'),
(19,'a_0cb6d62b-0000-4000-8000-000000000013','STC300002',4,'49','Deutschland Festnetz',420,'anonymous','49300631386','0.105000','0.105000',420,'2026-10-04 17:31:43','2026-10-04 17:31:52','2026-10-04 17:38:52',2,16,200,'c19','OUT','','0.000000','','0.000000','','0.000000'),
(20,'a_dd1bf590-0000-4000-8000-000000000014','STC300009',4,'49','Deutschland Festnetz',120,'+442079460073','49300212880','0.055100','0.055100',95,'2026-10-03 04:56:20','2026-10-03 04:56:28','2026-10-03 04:58:03',2,16,200,'c20','OUT','STR100000','0.044080','','0.000000','','0.000000'),
(21,'a_5cd7d1ed-0000-4000-8000-000000000015','STC300003',4,'33','France \"fixed\"',540,'+442079460044','33155178861','0.288840','0.288840',498,'2026-10-05 19:56:26','2026-10-05 19:56:32','2026-10-05 20:04:50',2,16,200,'c21','OUT','','0.000000','','0.000000','','0.000000'),
(22,'a_b3d74ea4-0000-4000-8000-000000000016','STC300001',4,'44','United Kingdom',180,'+442079460061','442079128870','0.033250','0.033250',133,'2026-10-17 17:53:40','2026-10-17 17:53:47','2026-10-17 17:56:00',2,16,200,'c22','OUT','','0.000000','','0.000000','','0.000000'),
(23,'a_3d233694-0000-4000-8000-000000000017','STC300002',4,'447','United Kingdom, Mobile',180,'+442079460071','447700813948','0.031200','0.031200',156,'2026-10-17 21:48:09','2026-10-17 21:48:16','2026-10-17 21:50:52',2,16,200,'c23','IN','','0.000000','','0.000000','','0.000000'),
(24,'a_3cffec52-0000-4000-8000-000000000018','STC300000',4,'49','Deutschland Festnetz',540,'+442079460085','49300603218','0.125250','0.125250',501,'2026-10-17 21:01:14','2026-10-17 21:01:19','2026-10-17 21:09:40',2,16,200,'c24','OUT','','0.000000','','0.000000','','0.000000'),
(25,'a_0ac44c51-0000-4000-8000-000000000019','STC300000',4,'49','Deutschland Festnetz',900,'+442079460016','49300035849','0.178000','0.178000',890,'2026-10-04 23:03:22','2026-10-04 23:03:26','2026-10-04 23:18:16',2,16,200,'c25','OUT','','0.000000','','0.000000','','0.000000'),
(26,'a_54a8e148-0000-4000-8000-00000000001a','STC300010',4,'44','United Kingdom',660,'+442079460063','442079532774','0.123600','0.123600',618,'2026-10-17 07:03:50','2026-10-17 07:04:01','2026-10-17 07:14:19',2,16,200,'c26','OUT','STR100000','0.074160','STR200000','0.098880','','0.000000'),
(27,'a_fb418098-0000-4000-8000-00000000001b','STC300003',4,'33','France \"fixed\"',540,'+442079460023','33155535925','0.302760','0.302760',522,'2026-10-04 10:38:02','2026-10-04 10:38:08','2026-10-04 10:46:50',2,16,200,'c27','OUT','','0.000000','','0.000000','','0.000000'),
(28,'a_87f220c7-0000-4000-8000-00000000001c','STC300009',4,'44','United Kingdom',720,'anonymous','442079666588','0.394980','0.394980',681,'2026-10-04 17:46:40','2026-10-04 17:46:46','2026-10-04 17:58:07',2,16,200,'c28','OUT','STR100000','0.315984','','0.000000','','0.000000'),
(29,'a_5baf6601-0000-4000-8000-00000000001d','STC300001',4,'33','France \"fixed\"',180,'+442079460057','33155381502','0.028400','0.028400',142,'2026-10-03 07:49:53','2026-10-03 07:49:54','2026-10-03 07:52:16',2,16,200,'c29','OUT','','0.000000','','0.000000','','0.000000'),
(30,'a_1db53c6d-0000-4000-8000-00000000001e','STC300002',4,'33','France \"fixed\"',180,'+442079460080','33155041671','0.088160','0.088160',152,'2026-10-03 02:35:07','2026-10-03 02:35:16','2026-10-03 02:37:48',2,16,200,'c30','OUT','','0.000000','','0.000000','','0.000000'),
(31,'a_c3f52997-0000-4000-8000-00000000001f','STC300009',4,'44','United Kingdom',180,'+442079460043','442079994333','0.075400','0.075400',130,'2026-10-03 03:10:42','2026-10-03 03:10:51','2026-10-03 03:13:01',2,16,200,'c31','OUT','STR100000','0.060320','','0.000000','','0.000000'),
(32,'a_38e890f9-0000-4000-8000-000000000020','STC300000',4,'33','France \"fixed\"',900,'+442079460061','33155552218','0.224750','0.224750',899,'2026-10-04 16:48:13','2026-10-04 16:48:21','2026-10-04 17:03:20',2,16,200,'c32','OUT','','0.000000','','0.000000','','0.000000'),
(33,'a_f0df3675-0000-4000-8000-000000000021','STC300001',4,'33','France \"fixed\"',60,'+442079460081','33155317607','0.007540','0.007540',13,'2026-10-05 10:02:37','2026-10-05 10:02:44','2026-10-05 10:02:57',2,16,200,'c33','OUT','','0.000000','','0.000000','','0.000000'),
(34,'a_aec7cd61-0000-4000-8000-000000000022','STC300000',4,'33','France \"fixed\"',900,'+442079460036','33155785407','0.517360','0.517360',892,'2026-10-17 20:45:26','2026-10-17 20:45:31','2026-10-17 21:00:23',2,16,200,'c34','IN','','0.000000','','0.000000','','0.000000'),
(35,'a_8513d4d4-0000-4000-8000-000000000023','STC300010',4,'49','Deutschland Festnetz',420,'+442079460057','49300790285','0.104000','0.104000',416,'2026-10-17 15:09:09','2026-10-17 15:09:17','2026-10-17 15:16:13',2,16,200,'c35','OUT','STR100000','0.062400','STR200000','0.083200','','0.000000'),
(36,'a_209b58f8-0000-4000-8000-000000000024','STC300009',4,'44','United Kingdom',420,'+442079460088','442079371694','0.092250','0.092250',369,'2026-10-05 08:28:56','2026-10-05 08:29:03','2026-10-05 08:35:12',2,16,200,'c36','OUT','STR100000','0.073800','','0.000000','','0.000000'),
(37,'a_b7b21eb9-0000-4000-8000-000000000025','STC300000',4,'44','United Kingdom',660,'anonymous','442079724321','0.164750','0.164750',659,'2026-10-04 07:41:16','2026-10-04 07:41:27','2026-10-04 07:52:26',2,16,200,'c37','OUT','','0.000000','','0.000000','','0.000000'),
(38,'a_ea01da32-0000-4000-8000-000000000026','STC300003',4,'49','Deutschland Festnetz',780,'+442079460021','49300919834','0.188500','0.188500',754,'2026-10-03 02:34:40','2026-10-03 02:34:44','2026-10-03 02:47:18',2,16,200,'c38','OUT','','0.000000','','0.000000','','0.000000'),
(39,'a_5d103b77-0000-4000-8000-000000000027','STC300000',4,'49','Deutschland Festnetz',480,'+442079460004','49300250668','0.249400','0.249400',430,'2026-10-04 00:53:25','2026-10-04 00:53:34','2026-10-04 01:00:44',2,16,200,'c39','OUT','','0.000000','','0.000000','','0.000000'),
(40,'a_bcf4584c-0000-4000-8000-000000000028','STC300000',4,'33','France \"fixed\"',120,'+442079460021','33155921283','0.023250','0.023250',93,'2026-10-03 19:41:20','2026-10-03 19:41:31','2026-10-03 19:43:04',2,16,200,'c40','OUT','','0.000000','','0.000000','','0.000000'),
(41,'a_0bcfb962-0000-4000-8000-000000000029','STC300003',4,'33','France \"fixed\"',60,'+442079460087','33155737687','0.000580','0.000580',1,'2026-10-04 03:34:06','2026-10-04 03:34:13','2026-10-04 03:34:14',2,16,200,'c41','OUT','','0.000000','','0.000000','','0.000000'),
(42,'a_d8ab202e-0000-4000-8000-00000000002a','STC300001',4,'447','United Kingdom, Mobile',540,'+442079460048','447700799886','0.105400','0.105400',527,'2026-10-04 23:28:46','2026-10-04 23:28:57','2026-10-04 23:37:44',2,16,200,'c42','OUT','','0.000000','','0.000000','','0.000000'),
(43,'a_35b77cde-0000-4000-8000-00000000002b','STC300000',4,'44','United Kingdom',540,'+442079460065','442079555472','0.107200','0.107200',536,'2026-10-05 15:08:47','2026-10-05 15:08:56','2026-10-05 15:17:52',2,16,200,'c43','OUT','','0.000000','','0.000000','','0.000000'),
(44,'a_1ce7a5af-0000-4000-8000-00000000002c','STC300002',4,'33','France \"fixed\"',600,'+442079460077','33155118876','0.114800','0.114800',574,'2026-10-17 18:49:08','2026-10-17 18:49:11','2026-10-17 18:58:45',2,16,200,'c44','OUT','','0.000000','','0.000000','','0.000000'),
(45,'a_6ad5f248-0000-4000-8000-00000000002d','STC300002',4,'44','United Kingdom',840,'+442079460082','442079139736','0.471540','0.471540',813,'2026-10-05 05:06:32','2026-10-05 05:06:36','2026-10-05 05:20:09',2,16,200,'c45','IN','','0.000000','','0.000000','','0.000000'),
(46,'a_5ef97bfd-0000-4000-8000-00000000002e','STC300000',4,'33','France \"fixed\"',600,'anonymous','33155082056','0.137000','0.137000',548,'2026-10-05 15:54:42','2026-10-05 15:54:45','2026-10-05 16:03:53',2,16,200,'c46','OUT','','0.000000','','0.000000','','0.000000'),
(47,'a_9bfa2857-0000-4000-8000-00000000002f','STC300003',4,'447','United Kingdom, Mobile',720,'+442079460030','447700735923','0.414120','0.414120',714,'2026-10-04 05:45:18','2026-10-04 05:45:23','2026-10-04 05:57:17',2,16,200,'c47','OUT','','0.000000','','0.000000','','0.000000'),
(48,'a_8b61f284-0000-4000-8000-000000000030','STC300002',4,'447','United Kingdom, Mobile',360,'+442079460041','447700738589','0.068200','0.068200',341,'2026-10-03 07:37:44','2026-10-03 07:37:51','2026-10-03 07:43:32',2,16,200,'c48','OUT','','0.000000','','0.000000','','0.000000'),
(49,'a_8d604c89-0000-4000-8000-000000000031','STC300000',4,'49','Deutschland Festnetz',720,'+442079460008','49300040266','0.176250','0.176250',705,'2026-10-05 19:22:39','2026-10-05 19:22:48','2026-10-05 19:34:33',2,16,200,'c49','OUT','','0.000000','','0.000000','','0.000000'),
(50,'a_d94a6751-0000-4000-8000-000000000032','STC300002',4,'49','Deutschland Festnetz',420,'+442079460071','49300787263','0.081000','0.081000',405,'2026-10-17 12:21:48','2026-10-17 12:21:54','2026-10-17 12:28:39',2,16,200,'c50','OUT','','0.000000','','0.000000','','0.000000'),
(51,'a_a605a958-0000-4000-8000-000000000033','STC300002',4,'49','Deutschland Festnetz',780,'+442079460093','49300636806','0.152000','0.152000',760,'2026-10-03 03:15:19','2026-10-03 03:15:22','2026-10-03 03:28:02',2,16,200,'c51','OUT','','0.000000','','0.000000','','0.000000'),
(52,'a_78379c09-0000-4000-8000-000000000034','STC300001',4,'49','Deutschland Festnetz',300,'+442079460071','49300802965','0.059600','0.059600',298,'2026-10-17 11:53:01','2026-10-17 11:53:13','2026-10-17 11:58:11',2,16,200,'c52','OUT','','0.000000','','0.000000','','0.000000'),
(53,'a_d0efa74c-0000-4000-8000-000000000035','STC300002',4,'33','France \"fixed\"',60,'+442079460062','33155520602','0.006750','0.006750',27,'2026-10-05 06:38:19','2026-10-05 06:38:29','2026-10-05 06:38:56',2,16,200,'c53','OUT','','0.000000','','0.000000','','0.000000'),
(54,'a_26233278-0000-4000-8000-000000000036','STC300002',4,'49','Deutschland Festnetz',60,'+442079460074','49300336007','0.015080','0.015080',26,'2026-10-05 20:52:10','2026-10-05 20:52:22','2026-10-05 20:52:48',2,16,200,'c54','OUT','','0.000000','','0.000000','','0.000000'),
(55,'a_af926b42-0000-4000-8000-000000000037','STC300002',4,'33','France \"fixed\"',480,'anonymous','33155800863','0.117250','0.117250',469,'2026-10-03 12:55:36','2026-10-03 12:55:42','2026-10-03 13:03:31',2,16,200,'c55','OUT','','0.000000','','0.000000','','0.000000'),
(56,'a_200652a6-0000-4000-8000-000000000038','STC300003',4,'49','Deutschland Festnetz',900,'+442079460044','49300070292','0.178800','0.178800',894,'2026-10-04 03:12:48','2026-10-04 03:12:54','2026-10-04 03:27:48',2,16,200,'c56','IN','','0.000000','','0.000000','','0.000000'),
(57,'a_67d41d10-0000-4000-8000-000000000039','STC300001',4,'49','Deutschland Festnetz',60,'+442079460024','49300095758','0.007600','0.007600',38,'2026-10-04 20:41:02','2026-10-04 20:41:06','2026-10-04 20:41:44',2,16,200,'c57','OUT','','0.000000','','0.000000','','0.000000'),
(58,'a_d65ccbad-0000-4000-8000-00000000003a','STC300000',4,'33','France \"fixed\"',600,'+442079460006','33155225042','0.114000','0.114000',570,'2026-10-03 04:38:54','2026-10-03 04:39:01','2026-10-03 04:48:31',2,16,200,'c58','OUT','','0.000000','','0.000000','','0.000000'),
(59,'a_25dc5ffd-0000-4000-8000-00000000003b','STC300009',4,'447','United Kingdom, Mobile',360,'+442079460013','447700150273','0.064600','0.064600',323,'2026-10-17 17:41:37','2026-10-17 17:41:41','2026-10-17 17:47:04',2,16,200,'c59','OUT','STR100000','0.051680','','0.000000','','0.000000'),
(60,'a_4829cc20-0000-4000-8000-00000000003c','STC300000',4,'49','Deutschland Festnetz',420,'+442079460032','49300102398','0.237220','0.237220',409,'2026-10-05 10:53:59','2026-10-05 10:54:03','2026-10-05 11:00:52',2,16,200,'c60','OUT','','0.000000','','0.000000','','0.000000'),
(61,'a_dc412a1f-0000-4000-8000-00000000003d','STC300010',4,'33','France \"fixed\"',840,'+442079460067','33155225002','0.157800','0.157800',789,'2026-10-17 09:14:05','2026-10-17 09:14:17','2026-10-17 09:27:26',2,16,200,'c61','OUT','STR100000','0.094680','STR200000','0.126240','','0.000000'),
(62,'a_a8547bc0-0000-4000-8000-00000000003e','STC300003',4,'49','Deutschland Festnetz',240,'+442079460041','49300248003','0.052500','0.052500',210,'2026-10-03 00:13:26','2026-10-03 00:13:27','2026-10-03 00:16:57',2,16,200,'c62','OUT','','0.000000','','0.000000','','0.000000'),
(63,'a_52ae183e-0000-4000-8000-00000000003f','STC300001',4,'33','France \"fixed\"',780,'+442079460050','33155066625','0.193250','0.193250',773,'2026-10-04 23:37:17','2026-10-04 23:37:18','2026-10-04 23:50:11',2,16,200,'c63','OUT','','0.000000','','0.000000','','0.000000'),
(64,'a_249f4c67-0000-4000-8000-000000000040','STC300009',4,'447','United Kingdom, Mobile',300,'anonymous','447700280337','0.146160','0.146160',252,'2026-10-03 06:44:25','2026-10-03 06:44:26','2026-10-03 06:48:38',2,16,200,'c64','OUT','STR100000','0.116928','','0.000000','','0.000000'),
(65,'a_82b6bc00-0000-4000-8000-000000000041','STC300002',4,'49','Deutschland Festnetz',60,'+442079460051','49300576887','0.013250','0.013250',53,'2026-10-03 06:53:18','2026-10-03 06:53:22','2026-10-03 06:54:15',2,16,200,'c65','OUT','','0.000000','','0.000000','','0.000000'),
(66,'a_4d453d2a-0000-4000-8000-000000000042','STC300002',4,'44','United Kingdom',180,'+442079460037','442079533529','0.032200','0.032200',161,'2026-10-17 10:58:58','2026-10-17 10:59:06','2026-10-17 11:01:47',2,16,200,'c66','OUT','','0.000000','','0.000000','','0.000000'),
(67,'a_5cc8bde2-0000-4000-8000-000000000043','STC300000',4,'49','Deutschland Festnetz',660,'+442079460025','49300602367','0.155000','0.155000',620,'2026-10-17 08:33:33','2026-10-17 08:33:45','2026-10-17 08:44:05',2,16,200,'c67','IN','','0.000000','','0.000000','','0.000000'),
(68,'a_359d6c21-0000-4000-8000-000000000044','STC300009',4,'33','France \"fixed\"',360,'+442079460082','33155086584','0.186760','0.186760',322,'2026-10-17 15:29:07','2026-10-17 15:29:17','2026-10-17 15:34:39',2,16,200,'c68','OUT','STR100000','0.149408','','0.000000','','0.000000'),
(69,'a_62b35971-0000-4000-8000-000000000045','STC300002',4,'44','United Kingdom',900,'+442079460036','442079440123','0.213250','0.213250',853,'2026-10-05 02:10:35','2026-10-05 02:10:41','2026-10-05 02:24:54',2,16,200,'c69','OUT','','0.000000','','0.000000','','0.000000'),
(70,'a_1fcdd69d-0000-4000-8000-000000000046','STC300010',4,'33','France \"fixed\"',180,'+442079460069','33155601881','0.033500','0.033500',134,'2026-10-17 22:45:06','2026-10-17 22:45:14','2026-10-17 22:47:28',2,16,200,'c70','OUT','STR100000','0.020100','STR200000','0.026800','','0.000000'),
(71,'a_c50a48d0-0000-4000-8000-000000000047','STC300000',4,'44','United Kingdom',600,'+442079460048','442079036853','0.334080','0.334080',576,'2026-10-04 23:15:55','2026-10-04 23:16:00','2026-10-04 23:25:36',2,16,200,'c71','OUT','','0.000000','','0.000000','','0.000000'),
(72,'a_4473048d-0000-4000-8000-000000000048','STC300002',4,'49','Deutschland Festnetz',420,'+442079460031','49300727624','0.220400','0.220400',380,'2026-10-03 18:52:42','2026-10-03 18:52:54','2026-10-03 18:59:14',2,16,200,'c72','OUT','','0.000000','','0.000000','','0.000000'),
(73,'a_59c6caf0-0000-4000-8000-000000000049','STC300003',4,'447','United Kingdom, Mobile',600,'anonymous','447700827730','0.332340','0.332340',573,'2026-10-17 12:25:37','2026-10-17 12:25:49','2026-10-17 12:35:22',2,16,200,'c73','OUT','','0.000000','','0.000000','','0.000000'),
(74,'a_2b98626f-0000-4000-8000-00000000004a','STC300003',4,'447','United Kingdom, Mobile',480,'+442079460040','447700206651','0.089200','0.089200',446,'2026-10-03 15:32:56','2026-10-03 15:33:01','2026-10-03 15:40:27',2,16,200,'c74','OUT','','0.000000','','0.000000','','0.000000'),
(75,'a_c5a49aae-0000-4000-8000-00000000004b','STC300001',4,'44','United Kingdom',660,'+442079460028','442079739680','0.163750','0.163750',655,'2026-10-03 04:39:32','2026-10-03 04:39:44','2026-10-03 04:50:39',2,16,200,'c75','OUT','','0.000000','','0.000000','','0.000000'),
(76,'a_430edd11-0000-4000-8000-00000000004c','STC300001',4,'33','France \"fixed\"',660,'+442079460028','33155750819','0.127000','0.127000',635,'2026-10-03 12:37:04','2026-10-03 12:37:12','2026-10-03 12:47:47',2,16,200,'c76','OUT','','0.000000','','0.000000','','0.000000'),
(77,'a_a0428c06-0000-4000-8000-00000000004d','STC300000',4,'33','France \"fixed\"',900,'+442079460006','33155484048','0.488940','0.488940',843,'2026-10-04 14:12:54','2026-10-04 14:12:59','2026-10-04 14:27:02',2,16,200,'c77','OUT','','0.000000','','0.000000','','0.000000'),
(78,'a_7e5248fc-0000-4000-8000-00000000004e','STC300002',4,'33','France \"fixed\"',360,'+442079460072','33155145540','0.197200','0.197200',340,'2026-10-05 01:24:30','2026-10-05 01:24:36','2026-10-05 01:30:16',2,16,200,'c78','IN','','0.000000','','0.000000','','0.000000'),
(79,'a_f3247d6c-0000-4000-8000-00000000004f','STC300009',4,'49','Deutschland Festnetz',420,'+442079460029','49300021142','0.076400','0.076400',382,'2026-10-05 14:21:27','2026-10-05 14:21:34','2026-10-05 14:27:56',2,16,200,'c79','OUT','STR100000','0.061120','','0.000000','','0.000000'),
(80,'a_c2a98a72-0000-4000-8000-000000000050','STC300002',4,'44','United Kingdom',660,'+442079460074','442079483949','0.151250','0.151250',605,'2026-10-03 08:11:05','2026-10-03 08:11:15','2026-10-03 08:21:20',2,16,200,'c80','OUT','','0.000000','','0.000000','','0.000000');
INSERT INTO `202610_ratedcdr` (`id`,`uuid`,`customer_account_id`,`customer_currency_id`,`customer_prefix`,`customer_destination`,`customer_duration`,`customer_src_caller`,`customer_src_callee`,`customer_callcost`,`customer_callcost_total`,`billsec`,`start_time`,`answer_time`,`end_time`,`pdd`,`Q850CODE`,`SIPCODE`,`common_uuid`,`cdr_type`,`reseller1_account_id`,`reseller1_callcost_total`,`reseller2_account_id`,`reseller2_callcost_total`,`reseller3_account_id`,`reseller3_callcost_total`) VALUES (81,'a_ca21f659-0000-4000-8000-000000000051','STC300000',4,'33','France \"fixed\"',840,'+442079460029','33155498246','0.458200','0.458200',790,'2026-10-04 09:38:31','2026-10-04 09:38:39','2026-10-04 09:51:49',2,16,200,'c81','OUT','','0.000000','','0.000000','','0.000000'),
(82,'a_ee5a7196-0000-4000-8000-000000000052','STC300009',4,'49','Deutschland Festnetz',60,'anonymous','49300499360','0.004750','0.004750',19,'2026-10-17 05:43:48','2026-10-17 05:43:50','2026-10-17 05:44:09',2,16,200,'c82','OUT','STR100000','0.003800','','0.000000','','0.000000'),
(83,'a_459175eb-0000-4000-8000-000000000053','STC300000',4,'447','United Kingdom, Mobile',660,'+442079460028','447700665155','0.120400','0.120400',602,'2026-10-05 17:09:32','2026-10-05 17:09:34','2026-10-05 17:19:36',2,16,200,'c83','OUT','','0.000000','','0.000000','','0.000000'),
(84,'a_9002652f-0000-4000-8000-000000000054','STC300002',4,'44','United Kingdom',900,'+442079460098','442079500006','0.494740','0.494740',853,'2026-10-04 00:25:05','2026-10-04 00:25:11','2026-10-04 00:39:24',2,16,200,'c84','OUT','','0.000000','','0.000000','','0.000000'),
(85,'a_1e74aa20-0000-4000-8000-000000000055','STC300010',4,'33','France \"fixed\"',360,'+442079460029','33155941985','0.075750','0.075750',303,'2026-10-03 08:28:11','2026-10-03 08:28:21','2026-10-03 08:33:24',2,16,200,'c85','OUT','STR100000','0.045450','STR200000','0.060600','','0.000000'),
(86,'a_fb187c92-0000-4000-8000-000000000056','STC300000',4,'49','Deutschland Festnetz',60,'+442079460022','49300906951','0.009400','0.009400',47,'2026-10-03 17:50:55','2026-10-03 17:51:06','2026-10-03 17:51:53',2,16,200,'c86','OUT','','0.000000','','0.000000','','0.000000'),
(87,'a_a4cb7760-0000-4000-8000-000000000057','STC300002',4,'49','Deutschland Festnetz',120,'+442079460092','49300449707','0.053940','0.053940',93,'2026-10-03 20:39:42','2026-10-03 20:39:48','2026-10-03 20:41:21',2,16,200,'c87','OUT','','0.000000','','0.000000','','0.000000'),
(88,'a_0cc95a69-0000-4000-8000-000000000058','STC300000',4,'33','France \"fixed\"',600,'+442079460086','33155297297','0.118800','0.118800',594,'2026-10-05 12:28:56','2026-10-05 12:29:02','2026-10-05 12:38:56',2,16,200,'c88','OUT','','0.000000','','0.000000','','0.000000'),
(89,'a_7bca3e19-0000-4000-8000-000000000059','STC300000',4,'44','United Kingdom',360,'+442079460018','442079248677','0.077500','0.077500',310,'2026-10-03 10:06:47','2026-10-03 10:06:54','2026-10-03 10:12:04',2,16,200,'c89','IN','','0.000000','','0.000000','','0.000000'),
(90,'a_a093a8cb-0000-4000-8000-00000000005a','STC300000',4,'33','France \"fixed\"',240,'+442079460005','33155606255','0.043400','0.043400',217,'2026-10-05 04:55:52','2026-10-05 04:55:57','2026-10-05 04:59:34',2,16,200,'c90','OUT','','0.000000','','0.000000','','0.000000'),
(91,'a_a8a3ae6e-0000-4000-8000-00000000005b','STC300000',4,'49','Deutschland Festnetz',420,'anonymous','49300703331','0.083200','0.083200',416,'2026-10-03 07:56:05','2026-10-03 07:56:09','2026-10-03 08:03:05',2,16,200,'c91','OUT','','0.000000','','0.000000','','0.000000'),
(92,'a_df1a9d69-0000-4000-8000-00000000005c','STC300000',4,'49','Deutschland Festnetz',660,'+442079460061','49300560379','0.165000','0.165000',660,'2026-10-03 08:05:09','2026-10-03 08:05:12','2026-10-03 08:16:12',2,16,200,'c92','OUT','','0.000000','','0.000000','','0.000000'),
(93,'a_16ad5eaa-0000-4000-8000-00000000005d','STC300009',4,'49','Deutschland Festnetz',420,'+442079460078','49300365339','0.223300','0.223300',385,'2026-10-04 10:35:30','2026-10-04 10:35:41','2026-10-04 10:42:06',2,16,200,'c93','OUT','STR100000','0.178640','','0.000000','','0.000000'),
(94,'a_1d302938-0000-4000-8000-00000000005e','STC300002',4,'49','Deutschland Festnetz',840,'+442079460018','49300255478','0.163400','0.163400',817,'2026-10-04 03:51:00','2026-10-04 03:51:08','2026-10-04 04:04:45',2,16,200,'c94','OUT','','0.000000','','0.000000','','0.000000'),
(95,'a_3d9e9e1c-0000-4000-8000-00000000005f','STC300001',4,'447','United Kingdom, Mobile',840,'+442079460034','447700912273','0.197500','0.197500',790,'2026-10-05 11:15:16','2026-10-05 11:15:22','2026-10-05 11:28:32',2,16,200,'c95','OUT','','0.000000','','0.000000','','0.000000'),
(96,'a_d2523aa7-0000-4000-8000-000000000060','STC300009',4,'44','United Kingdom',720,'+442079460020','442079486746','0.134200','0.134200',671,'2026-10-05 20:22:34','2026-10-05 20:22:42','2026-10-05 20:33:53',2,16,200,'c96','OUT','STR100000','0.107360','','0.000000','','0.000000'),
(97,'a_6ad23de5-0000-4000-8000-000000000061','STC300000',4,'44','United Kingdom',360,'+442079460098','442079509088','0.083000','0.083000',332,'2026-10-05 16:12:30','2026-10-05 16:12:36','2026-10-05 16:18:08',2,16,200,'c97','OUT','','0.000000','','0.000000','','0.000000'),
(98,'a_bd135f48-0000-4000-8000-000000000062','STC300002',4,'33','France \"fixed\"',300,'+442079460096','33155534030','0.172260','0.172260',297,'2026-10-17 13:26:28','2026-10-17 13:26:34','2026-10-17 13:31:31',2,16,200,'c98','OUT','','0.000000','','0.000000','','0.000000'),
(99,'a_df41640b-0000-4000-8000-000000000063','STC300001',4,'33','France \"fixed\"',180,'+442079460046','33155092848','0.024200','0.024200',121,'2026-10-17 06:24:52','2026-10-17 06:25:01','2026-10-17 06:27:02',2,16,200,'c99','OUT','','0.000000','','0.000000','','0.000000'),
(100,'a_5bf63805-0000-4000-8000-000000000064','STC300001',4,'33','France \"fixed\"',900,'anonymous','33155802030','0.222000','0.222000',888,'2026-10-17 04:18:09','2026-10-17 04:18:15','2026-10-17 04:33:03',2,16,200,'c100','IN','','0.000000','','0.000000','','0.000000'),
(101,'a_822c0702-0000-4000-8000-000000000065','STC300002',4,'33','France \"fixed\"',900,'+442079460032','33155846844','0.176600','0.176600',883,'2026-10-04 07:52:15','2026-10-04 07:52:24','2026-10-04 08:07:07',2,16,200,'c101','OUT','','0.000000','','0.000000','','0.000000'),
(102,'a_3887b855-0000-4000-8000-000000000066','STC300010',4,'49','Deutschland Festnetz',180,'+442079460094','49300688125','0.030250','0.030250',121,'2026-10-04 17:39:42','2026-10-04 17:39:44','2026-10-04 17:41:45',2,16,200,'c102','OUT','STR100000','0.018150','STR200000','0.024200','','0.000000'),
(103,'a_8a656488-0000-4000-8000-000000000067','STC300009',4,'44','United Kingdom',360,'+442079460074','442079438882','0.063000','0.063000',315,'2026-10-03 08:23:04','2026-10-03 08:23:10','2026-10-03 08:28:25',2,16,200,'c103','OUT','STR100000','0.050400','','0.000000','','0.000000'),
(104,'a_d89e8ca0-0000-4000-8000-000000000068','STC300003',4,'447','United Kingdom, Mobile',180,'+442079460072','447700810994','0.075980','0.075980',131,'2026-10-03 20:33:43','2026-10-03 20:33:53','2026-10-03 20:36:04',2,16,200,'c104','OUT','','0.000000','','0.000000','','0.000000'),
(105,'a_b5ae2942-0000-4000-8000-000000000069','STC300002',4,'33','France \"fixed\"',900,'+442079460016','33155262199','0.504600','0.504600',870,'2026-10-03 05:57:22','2026-10-03 05:57:30','2026-10-03 06:12:00',2,16,200,'c105','OUT','','0.000000','','0.000000','','0.000000'),
(106,'a_3974b848-0000-4000-8000-00000000006a','STC300009',4,'447','United Kingdom, Mobile',300,'+442079460063','447700990240','0.162980','0.162980',281,'2026-10-17 12:54:49','2026-10-17 12:55:00','2026-10-17 12:59:41',2,16,200,'c106','OUT','STR100000','0.130384','','0.000000','','0.000000'),
(107,'a_1da88e5a-0000-4000-8000-00000000006b','STC300010',4,'49','Deutschland Festnetz',360,'+442079460000','49300021218','0.191980','0.191980',331,'2026-10-04 20:49:47','2026-10-04 20:49:57','2026-10-04 20:55:28',2,16,200,'c107','OUT','STR100000','0.115188','STR200000','0.153584','','0.000000'),
(108,'a_e1483a57-0000-4000-8000-00000000006c','STC300003',4,'447','United Kingdom, Mobile',720,'+442079460006','447700595215','0.175250','0.175250',701,'2026-10-04 10:53:49','2026-10-04 10:53:53','2026-10-04 11:05:34',2,16,200,'c108','OUT','','0.000000','','0.000000','','0.000000'),
(109,'a_14aa6622-0000-4000-8000-00000000006d','STC300000',4,'33','France \"fixed\"',600,'anonymous','33155129501','0.343940','0.343940',593,'2026-10-04 09:19:17','2026-10-04 09:19:29','2026-10-04 09:29:22',2,16,200,'c109','OUT','','0.000000','','0.000000','','0.000000'),
(110,'a_bb690866-0000-4000-8000-00000000006e','STC300002',4,'447','United Kingdom, Mobile',660,'+442079460069','447700939101','0.163500','0.163500',654,'2026-10-05 22:13:19','2026-10-05 22:13:31','2026-10-05 22:24:25',2,16,200,'c110','OUT','','0.000000','','0.000000','','0.000000'),
(111,'a_6231e3eb-0000-4000-8000-00000000006f','STC300001',4,'33','France \"fixed\"',660,'+442079460053','33155398273','0.130200','0.130200',651,'2026-10-17 09:35:59','2026-10-17 09:36:01','2026-10-17 09:46:52',2,16,200,'c111','IN','','0.000000','','0.000000','','0.000000'),
(112,'a_9754abaf-0000-4000-8000-000000000070','STC300001',4,'33','France \"fixed\"',720,'+442079460035','33155151410','0.134400','0.134400',672,'2026-10-04 07:36:11','2026-10-04 07:36:12','2026-10-04 07:47:24',2,16,200,'c112','OUT','','0.000000','','0.000000','','0.000000'),
(113,'a_b75eab71-0000-4000-8000-000000000071','STC300003',4,'49','Deutschland Festnetz',660,'+442079460077','49300444751','0.122800','0.122800',614,'2026-10-17 20:09:45','2026-10-17 20:09:52','2026-10-17 20:20:06',2,16,200,'c113','OUT','','0.000000','','0.000000','','0.000000'),
(114,'a_2ea0db65-0000-4000-8000-000000000072','STC300002',4,'44','United Kingdom',300,'+442079460035','442079014388','0.161820','0.161820',279,'2026-10-05 23:10:08','2026-10-05 23:10:18','2026-10-05 23:14:57',2,16,200,'c114','OUT','','0.000000','','0.000000','','0.000000'),
(115,'a_97f25ca5-0000-4000-8000-000000000073','STC300001',4,'447','United Kingdom, Mobile',480,'+442079460048','447700679263','0.255780','0.255780',441,'2026-10-03 14:54:03','2026-10-03 14:54:07','2026-10-03 15:01:28',2,16,200,'c115','OUT','','0.000000','','0.000000','','0.000000'),
(116,'a_8f0bbc7d-0000-4000-8000-000000000074','STC300009',4,'49','Deutschland Festnetz',360,'+442079460081','49300705246','0.071000','0.071000',355,'2026-10-03 16:01:07','2026-10-03 16:01:19','2026-10-03 16:07:14',2,16,200,'c116','OUT','STR100000','0.056800','','0.000000','','0.000000'),
(117,'a_999f48e7-0000-4000-8000-000000000075','STC300002',4,'49','Deutschland Festnetz',240,'+442079460051','49300015095','0.121800','0.121800',210,'2026-10-05 00:59:56','2026-10-05 01:00:07','2026-10-05 01:03:37',2,16,200,'c117','OUT','','0.000000','','0.000000','','0.000000'),
(118,'a_cd65305d-0000-4000-8000-000000000076','STC300000',4,'49','Deutschland Festnetz',720,'anonymous','49300705779','0.172250','0.172250',689,'2026-10-04 04:51:13','2026-10-04 04:51:19','2026-10-04 05:02:48',2,16,200,'c118','OUT','','0.000000','','0.000000','','0.000000'),
(119,'a_71b54562-0000-4000-8000-000000000077','STC300002',4,'44','United Kingdom',480,'+442079460034','442079376177','0.088800','0.088800',444,'2026-10-17 20:44:37','2026-10-17 20:44:45','2026-10-17 20:52:09',2,16,200,'c119','OUT','','0.000000','','0.000000','','0.000000'),
(120,'a_aab4c042-0000-4000-8000-000000000078','STC300002',4,'44','United Kingdom',420,'+442079460042','442079385106','0.218080','0.218080',376,'2026-10-04 04:41:14','2026-10-04 04:41:21','2026-10-04 04:47:37',2,16,200,'c120','OUT','','0.000000','','0.000000','','0.000000'),
(121,'a_73ff012f-0000-4000-8000-000000000079','STC300009',4,'49','Deutschland Festnetz',360,'+442079460007','49300932072','0.085000','0.085000',340,'2026-10-04 00:08:13','2026-10-04 00:08:24','2026-10-04 00:14:04',2,16,200,'c121','OUT','STR100000','0.068000','','0.000000','','0.000000'),
(122,'a_1907a753-0000-4000-8000-00000000007a','STC300002',4,'33','France \"fixed\"',420,'+442079460072','33155650293','0.082800','0.082800',414,'2026-10-04 22:07:35','2026-10-04 22:07:46','2026-10-04 22:14:40',2,16,200,'c122','IN','','0.000000','','0.000000','','0.000000'),
(123,'a_fc4b651d-0000-4000-8000-00000000007b','STC300001',4,'33','France \"fixed\"',780,'+442079460024','33155821168','0.451240','0.451240',778,'2026-10-04 19:12:37','2026-10-04 19:12:44','2026-10-04 19:25:42',2,16,200,'c123','OUT','','0.000000','','0.000000','','0.000000'),
(124,'a_9235f18d-0000-4000-8000-00000000007c','STC300000',4,'44','United Kingdom',120,'+442079460069','442079038093','0.020800','0.020800',104,'2026-10-03 03:12:32','2026-10-03 03:12:37','2026-10-03 03:14:21',2,16,200,'c124','OUT','','0.000000','','0.000000','','0.000000'),
(125,'a_2a2eea7b-0000-4000-8000-00000000007d','STC300003',4,'447','United Kingdom, Mobile',780,'+442079460035','447700229576','0.447760','0.447760',772,'2026-10-03 13:13:03','2026-10-03 13:13:12','2026-10-03 13:26:04',2,16,200,'c125','OUT','','0.000000','','0.000000','','0.000000'),
(126,'a_a0b67e41-0000-4000-8000-00000000007e','STC300003',4,'33','France \"fixed\"',840,'+442079460065','33155638411','0.455300','0.455300',785,'2026-10-05 10:33:02','2026-10-05 10:33:03','2026-10-05 10:46:08',2,16,200,'c126','OUT','','0.000000','','0.000000','','0.000000'),
(127,'a_e9f189dc-0000-4000-8000-00000000007f','STC300000',4,'447','United Kingdom, Mobile',840,'anonymous','447700557371','0.165600','0.165600',828,'2026-10-03 21:54:04','2026-10-03 21:54:13','2026-10-03 22:08:01',2,16,200,'c127','OUT','','0.000000','','0.000000','','0.000000'),
(128,'a_ec5e070d-0000-4000-8000-000000000080','STC300003',4,'44','United Kingdom',120,'+442079460099','442079608782','0.025500','0.025500',102,'2026-10-05 06:38:38','2026-10-05 06:38:50','2026-10-05 06:40:32',2,16,200,'c128','OUT','','0.000000','','0.000000','','0.000000'),
(129,'a_7ff8f618-0000-4000-8000-000000000081','STC300002',4,'49','Deutschland Festnetz',660,'+442079460018','49300641198','0.369460','0.369460',637,'2026-10-04 02:56:53','2026-10-04 02:57:03','2026-10-04 03:07:40',2,16,200,'c129','OUT','','0.000000','','0.000000','','0.000000'),
(130,'a_4ea6cab8-0000-4000-8000-000000000082','STC300000',4,'33','France \"fixed\"',780,'+442079460039','33155771049','0.429780','0.429780',741,'2026-10-03 20:01:46','2026-10-03 20:01:58','2026-10-03 20:14:19',2,16,200,'c130','OUT','','0.000000','','0.000000','','0.000000'),
(131,'a_7b9367be-0000-4000-8000-000000000083','STC300001',4,'44','United Kingdom',120,'+442079460099','442079887604','0.047560','0.047560',82,'2026-10-05 17:27:33','2026-10-05 17:27:40','2026-10-05 17:29:02',2,16,200,'c131','OUT','','0.000000','','0.000000','','0.000000'),
(132,'a_d34d1b11-0000-4000-8000-000000000084','STC300003',4,'447','United Kingdom, Mobile',600,'+442079460016','447700524520','0.118200','0.118200',591,'2026-10-03 19:22:26','2026-10-03 19:22:29','2026-10-03 19:32:20',2,16,200,'c132','OUT','','0.000000','','0.000000','','0.000000'),
(133,'a_47fe4d15-0000-4000-8000-000000000085','STC300003',4,'447','United Kingdom, Mobile',660,'+442079460040','447700610027','0.161500','0.161500',646,'2026-10-17 21:47:19','2026-10-17 21:47:26','2026-10-17 21:58:12',2,16,200,'c133','IN','','0.000000','','0.000000','','0.000000'),
(134,'a_4b63e8e3-0000-4000-8000-000000000086','STC300010',4,'447','United Kingdom, Mobile',720,'+442079460096','447700700769','0.414700','0.414700',715,'2026-10-05 11:09:37','2026-10-05 11:09:42','2026-10-05 11:21:37',2,16,200,'c134','OUT','STR100000','0.248820','STR200000','0.331760','','0.000000'),
(135,'a_9d6fb40d-0000-4000-8000-000000000087','STC300002',4,'33','France \"fixed\"',360,'+442079460084','33155926085','0.202420','0.202420',349,'2026-10-17 11:01:22','2026-10-17 11:01:24','2026-10-17 11:07:13',2,16,200,'c135','OUT','','0.000000','','0.000000','','0.000000'),
(136,'a_ed3a77ea-0000-4000-8000-000000000088','STC300002',4,'44','United Kingdom',900,'anonymous','442079121956','0.219500','0.219500',878,'2026-10-04 05:22:33','2026-10-04 05:22:43','2026-10-04 05:37:21',2,16,200,'c136','OUT','','0.000000','','0.000000','','0.000000'),
(137,'a_52302d2c-0000-4000-8000-000000000089','STC300001',4,'33','France \"fixed\"',600,'+442079460003','33155500839','0.137000','0.137000',548,'2026-10-04 17:00:49','2026-10-04 17:00:53','2026-10-04 17:10:01',2,16,200,'c137','OUT','','0.000000','','0.000000','','0.000000'),
(138,'a_1bd47184-0000-4000-8000-00000000008a','STC300003',4,'49','Deutschland Festnetz',480,'+442079460096','49300980388','0.108250','0.108250',433,'2026-10-03 06:19:47','2026-10-03 06:19:57','2026-10-03 06:27:10',2,16,200,'c138','OUT','','0.000000','','0.000000','','0.000000'),
(139,'a_5fada13f-0000-4000-8000-00000000008b','STC300002',4,'44','United Kingdom',120,'+442079460093','442079791256','0.065540','0.065540',113,'2026-10-03 05:35:13','2026-10-03 05:35:23','2026-10-03 05:37:16',2,16,200,'c139','OUT','','0.000000','','0.000000','','0.000000'),
(140,'a_46353dab-0000-4000-8000-00000000008c','STC300000',4,'447','United Kingdom, Mobile',360,'+442079460076','447700286308','0.182120','0.182120',314,'2026-10-05 16:42:33','2026-10-05 16:42:42','2026-10-05 16:47:56',2,16,200,'c140','OUT','','0.000000','','0.000000','','0.000000'),
(141,'a_bedf7757-0000-4000-8000-00000000008d','STC300003',4,'447','United Kingdom, Mobile',720,'+442079460066','447700653648','0.403100','0.403100',695,'2026-10-17 23:42:57','2026-10-17 23:43:05','2026-10-17 23:54:40',2,16,200,'c141','OUT','','0.000000','','0.000000','','0.000000'),
(142,'a_bdd1318b-0000-4000-8000-00000000008e','STC300009',4,'49','Deutschland Festnetz',360,'+442079460067','49300031745','0.175740','0.175740',303,'2026-10-04 19:21:45','2026-10-04 19:21:54','2026-10-04 19:26:57',2,16,200,'c142','OUT','STR100000','0.140592','','0.000000','','0.000000'),
(143,'a_a65215a3-0000-4000-8000-00000000008f','STC300001',4,'49','Deutschland Festnetz',840,'+442079460066','49300608154','0.195750','0.195750',783,'2026-10-03 19:54:21','2026-10-03 19:54:32','2026-10-03 20:07:35',2,16,200,'c143','OUT','','0.000000','','0.000000','','0.000000'),
(144,'a_f12e94cb-0000-4000-8000-000000000090','STC300002',4,'49','Deutschland Festnetz',900,'+442079460023','49300628233','0.498800','0.498800',860,'2026-10-17 23:38:38','2026-10-17 23:38:49','2026-10-17 23:53:09',2,16,200,'c144','IN','','0.000000','','0.000000','','0.000000'),
(145,'a_e35b8af8-0000-4000-8000-000000000091','STC300000',4,'44','United Kingdom',600,'anonymous','442079637036','0.108200','0.108200',541,'2026-10-05 22:00:53','2026-10-05 22:00:57','2026-10-05 22:09:58',2,16,200,'c145','OUT','','0.000000','','0.000000','','0.000000'),
(146,'a_8a70d85e-0000-4000-8000-000000000092','STC300000',4,'44','United Kingdom',300,'+442079460015','442079915417','0.067000','0.067000',268,'2026-10-04 11:48:14','2026-10-04 11:48:26','2026-10-04 11:52:54',2,16,200,'c146','OUT','','0.000000','','0.000000','','0.000000'),
(147,'a_fdbebcdf-0000-4000-8000-000000000093','STC300000',4,'44','United Kingdom',240,'+442079460015','442079120888','0.122960','0.122960',212,'2026-10-05 23:05:18','2026-10-05 23:05:26','2026-10-05 23:08:58',2,16,200,'c147','OUT','','0.000000','','0.000000','','0.000000'),
(148,'a_aa40bd83-0000-4000-8000-000000000094','STC300000',4,'44','United Kingdom',420,'+442079460039','442079943306','0.097250','0.097250',389,'2026-10-04 05:15:14','2026-10-04 05:15:16','2026-10-04 05:21:45',2,16,200,'c148','OUT','','0.000000','','0.000000','','0.000000'),
(149,'a_617cfc11-0000-4000-8000-000000000095','STC300003',4,'44','United Kingdom',900,'+442079460022','442079230808','0.177800','0.177800',889,'2026-10-05 06:46:34','2026-10-05 06:46:40','2026-10-05 07:01:29',2,16,200,'c149','OUT','','0.000000','','0.000000','','0.000000'),
(150,'a_1e44aed1-0000-4000-8000-000000000096','STC300000',4,'49','Deutschland Festnetz',240,'+442079460073','49300885485','0.059500','0.059500',238,'2026-10-04 19:45:06','2026-10-04 19:45:17','2026-10-04 19:49:15',2,16,200,'c150','OUT','','0.000000','','0.000000','','0.000000'),
(151,'a_e9765208-0000-4000-8000-000000000097','STC300001',4,'44','United Kingdom',180,'+442079460014','442079437295','0.097440','0.097440',168,'2026-10-05 10:00:29','2026-10-05 10:00:37','2026-10-05 10:03:25',2,16,200,'c151','OUT','','0.000000','','0.000000','','0.000000'),
(152,'a_ca0f6a37-0000-4000-8000-000000000098','STC300009',4,'49','Deutschland Festnetz',60,'+442079460070','49300434833','0.004250','0.004250',17,'2026-10-17 08:54:50','2026-10-17 08:54:52','2026-10-17 08:55:09',2,16,200,'c152','OUT','STR100000','0.003400','','0.000000','','0.000000'),
(153,'a_0948b901-0000-4000-8000-000000000099','STC300000',4,'44','United Kingdom',120,'+442079460074','442079035669','0.016600','0.016600',83,'2026-10-05 07:27:31','2026-10-05 07:27:34','2026-10-05 07:28:57',2,16,200,'c153','OUT','','0.000000','','0.000000','','0.000000'),
(154,'a_ab46f356-0000-4000-8000-00000000009a','STC300003',4,'49','Deutschland Festnetz',780,'anonymous','49300052557','0.182250','0.182250',729,'2026-10-17 04:33:25','2026-10-17 04:33:33','2026-10-17 04:45:42',2,16,200,'c154','OUT','','0.000000','','0.000000','','0.000000'),
(155,'a_edf1ac3c-0000-4000-8000-00000000009b','STC300010',4,'33','France \"fixed\"',360,'+442079460002','33155259171','0.082500','0.082500',330,'2026-10-03 12:19:05','2026-10-03 12:19:10','2026-10-03 12:24:40',2,16,200,'c155','IN','STR100000','0.049500','STR200000','0.066000','','0.000000'),
(156,'a_b5811ad9-0000-4000-8000-00000000009c','STC300009',4,'33','France \"fixed\"',840,'+442079460013','33155058443','0.157600','0.157600',788,'2026-10-05 06:07:18','2026-10-05 06:07:20','2026-10-05 06:20:28',2,16,200,'c156','OUT','STR100000','0.126080','','0.000000','','0.000000'),
(157,'a_460a5a3a-0000-4000-8000-00000000009d','STC300003',4,'44','United Kingdom',900,'+442079460069','442079563364','0.491840','0.491840',848,'2026-10-04 22:02:14','2026-10-04 22:02:15','2026-10-04 22:16:23',2,16,200,'c157','OUT','','0.000000','','0.000000','','0.000000'),
(158,'a_f396192e-0000-4000-8000-00000000009e','STC300002',4,'33','France \"fixed\"',60,'+442079460016','33155972192','0.012000','0.012000',60,'2026-10-05 06:02:24','2026-10-05 06:02:27','2026-10-05 06:03:27',2,16,200,'c158','OUT','','0.000000','','0.000000','','0.000000'),
(159,'a_773387ff-0000-4000-8000-00000000009f','STC300000',4,'33','France \"fixed\"',300,'+442079460041','33155454147','0.050600','0.050600',253,'2026-10-04 07:12:35','2026-10-04 07:12:36','2026-10-04 07:16:49',2,16,200,'c159','OUT','','0.000000','','0.000000','','0.000000'),
(160,'a_2fbd67f7-0000-4000-8000-0000000000a0','STC300003',4,'33','France \"fixed\"',720,'+442079460003','33155444580','0.172250','0.172250',689,'2026-10-04 19:56:17','2026-10-04 19:56:24','2026-10-04 20:07:53',2,16,200,'c160','OUT','','0.000000','','0.000000','','0.000000');
/*!40000 ALTER TABLE `202610_ratedcdr` ENABLE KEYS */;
UNLOCK TABLES;

DROP TABLE IF EXISTS `202611_ratedcdr`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `202611_ratedcdr` (
  `id` varchar(255) DEFAULT NULL,
  `uuid` varchar(255) DEFAULT NULL,
  `customer_account_id` varchar(255) DEFAULT NULL,
  `customer_currency_id` varchar(255) DEFAULT NULL,
  `customer_prefix` varchar(255) DEFAULT NULL,
  `customer_destination` varchar(255) DEFAULT NULL,
  `customer_duration` varchar(255) DEFAULT NULL,
  `customer_src_caller` varchar(255) DEFAULT NULL,
  `customer_src_callee` varchar(255) DEFAULT NULL,
  `customer_callcost` varchar(255) DEFAULT NULL,
  `customer_callcost_total` varchar(255) DEFAULT NULL,
  `billsec` varchar(255) DEFAULT NULL,
  `start_time` varchar(255) DEFAULT NULL,
  `answer_time` varchar(255) DEFAULT NULL,
  `end_time` varchar(255) DEFAULT NULL,
  `pdd` varchar(255) DEFAULT NULL,
  `Q850CODE` varchar(255) DEFAULT NULL,
  `SIPCODE` varchar(255) DEFAULT NULL,
  `common_uuid` varchar(255) DEFAULT NULL,
  `cdr_type` varchar(255) DEFAULT NULL,
  `reseller1_account_id` varchar(255) DEFAULT NULL,
  `reseller1_callcost_total` varchar(255) DEFAULT NULL,
  `reseller2_account_id` varchar(255) DEFAULT NULL,
  `reseller2_callcost_total` varchar(255) DEFAULT NULL,
  `reseller3_account_id` varchar(255) DEFAULT NULL,
  `reseller3_callcost_total` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

LOCK TABLES `202611_ratedcdr` WRITE;
/*!40000 ALTER TABLE `202611_ratedcdr` DISABLE KEYS */;
INSERT INTO `202611_ratedcdr` (`id`,`uuid`,`customer_account_id`,`customer_currency_id`,`customer_prefix`,`customer_destination`,`customer_duration`,`customer_src_caller`,`customer_src_callee`,`customer_callcost`,`customer_callcost_total`,`billsec`,`start_time`,`answer_time`,`end_time`,`pdd`,`Q850CODE`,`SIPCODE`,`common_uuid`,`cdr_type`,`reseller1_account_id`,`reseller1_callcost_total`,`reseller2_account_id`,`reseller2_callcost_total`,`reseller3_account_id`,`reseller3_callcost_total`) VALUES (161,'a_e7c9b7b4-0000-4000-8000-0000000000a1','STC300002',4,'49','Deutschland Festnetz',60,'+442079460040','49300347407','0.009600','0.009600',48,'2026-11-17 06:51:17','2026-11-17 06:51:22','2026-11-17 06:52:10',2,16,200,'c161','OUT','','0.000000','','0.000000','','0.000000'),
(162,'a_1f14de46-0000-4000-8000-0000000000a2','STC300003',4,'447','United Kingdom, Mobile',720,'+442079460078','447700693773','0.134000','0.134000',670,'2026-11-05 08:34:52','2026-11-05 08:35:03','2026-11-05 08:46:13',2,16,200,'c162','OUT','','0.000000','','0.000000','','0.000000'),
(163,'a_17212ebf-0000-4000-8000-0000000000a3','STC300009',4,'44','United Kingdom',900,'anonymous','442079787018','0.504020','0.504020',869,'2026-11-04 19:22:36','2026-11-04 19:22:46','2026-11-04 19:37:15',2,16,200,'c163','OUT','STR100000','0.403216','','0.000000','','0.000000'),
(164,'a_ba26c2aa-0000-4000-8000-0000000000a4','STC300001',4,'49','Deutschland Festnetz',720,'+442079460079','49300397728','0.173500','0.173500',694,'2026-11-03 05:18:24','2026-11-03 05:18:27','2026-11-03 05:30:01',2,16,200,'c164','OUT','','0.000000','','0.000000','','0.000000'),
(165,'a_201d98ad-0000-4000-8000-0000000000a5','STC300000',4,'33','France \"fixed\"',540,'+442079460091','33155744753','0.127500','0.127500',510,'2026-11-05 10:55:25','2026-11-05 10:55:29','2026-11-05 11:03:59',2,16,200,'c165','OUT','','0.000000','','0.000000','','0.000000'),
(166,'a_c0c74ce2-0000-4000-8000-0000000000a6','STC300001',4,'44','United Kingdom',540,'+442079460034','442079931584','0.127750','0.127750',511,'2026-11-05 01:36:33','2026-11-05 01:36:45','2026-11-05 01:45:16',2,16,200,'c166','IN','','0.000000','','0.000000','','0.000000'),
(167,'a_19396ff7-0000-4000-8000-0000000000a7','STC300003',4,'49','Deutschland Festnetz',840,'+442079460025','49300110883','0.464580','0.464580',801,'2026-11-03 08:04:38','2026-11-03 08:04:50','2026-11-03 08:18:11',2,16,200,'c167','OUT','','0.000000','','0.000000','','0.000000'),
(168,'a_630c620a-0000-4000-8000-0000000000a8','STC300002',4,'44','United Kingdom',480,'+442079460085','442079480345','0.256360','0.256360',442,'2026-11-05 15:12:49','2026-11-05 15:12:50','2026-11-05 15:20:12',2,16,200,'c168','OUT','','0.000000','','0.000000','','0.000000'),
(169,'a_1097945f-0000-4000-8000-0000000000a9','STC300000',4,'44','United Kingdom',60,'+442079460032','442079400164','0.019140','0.019140',33,'2026-11-05 16:48:29','2026-11-05 16:48:37','2026-11-05 16:49:10',2,16,200,'c169','OUT','','0.000000','','0.000000','','0.000000'),
(170,'a_7f36470d-0000-4000-8000-0000000000aa','STC300010',4,'49','Deutschland Festnetz',660,'+442079460096','49300452769','0.124000','0.124000',620,'2026-11-05 01:25:48','2026-11-05 01:25:49','2026-11-05 01:36:09',2,16,200,'c170','OUT','STR100000','0.074400','STR200000','0.099200','','0.000000'),
(171,'a_89f5d0e9-0000-4000-8000-0000000000ab','STC300001',4,'49','Deutschland Festnetz',780,'+442079460085','49300555377','0.149400','0.149400',747,'2026-11-04 23:01:06','2026-11-04 23:01:14','2026-11-04 23:13:41',2,16,200,'c171','OUT','','0.000000','','0.000000','','0.000000'),
(172,'a_68fe097e-0000-4000-8000-0000000000ac','STC300001',4,'49','Deutschland Festnetz',60,'anonymous','49300941311','0.003480','0.003480',6,'2026-11-03 23:43:00','2026-11-03 23:43:09','2026-11-03 23:43:15',2,16,200,'c172','OUT','','0.000000','','0.000000','','0.000000'),
(173,'a_69bdc4c8-0000-4000-8000-0000000000ad','STC300003',4,'33','France \"fixed\"',240,'+442079460013','33155546058','0.049000','0.049000',196,'2026-11-03 04:38:58','2026-11-03 04:39:10','2026-11-03 04:42:26',2,16,200,'c173','OUT','','0.000000','','0.000000','','0.000000'),
(174,'a_6b64f266-0000-4000-8000-0000000000ae','STC300003',4,'33','France \"fixed\"',360,'+442079460032','33155626715','0.068800','0.068800',344,'2026-11-04 07:52:50','2026-11-04 07:52:58','2026-11-04 07:58:42',2,16,200,'c174','OUT','','0.000000','','0.000000','','0.000000'),
(175,'a_90e628fd-0000-4000-8000-0000000000af','STC300009',4,'33','France \"fixed\"',180,'+442079460065','33155238979','0.072500','0.072500',125,'2026-11-05 05:18:59','2026-11-05 05:19:04','2026-11-05 05:21:09',2,16,200,'c175','OUT','STR100000','0.058000','','0.000000','','0.000000'),
(176,'a_cc19f6eb-0000-4000-8000-0000000000b0','STC300001',4,'33','France \"fixed\"',840,'+442079460016','33155109074','0.201500','0.201500',806,'2026-11-03 23:32:17','2026-11-03 23:32:21','2026-11-03 23:45:47',2,16,200,'c176','OUT','','0.000000','','0.000000','','0.000000'),
(177,'a_e534c22b-0000-4000-8000-0000000000b1','STC300000',4,'447','United Kingdom, Mobile',120,'+442079460037','447700558770','0.017000','0.017000',85,'2026-11-03 05:07:21','2026-11-03 05:07:26','2026-11-03 05:08:51',2,16,200,'c177','IN','','0.000000','','0.000000','','0.000000'),
(178,'a_7eafdb59-0000-4000-8000-0000000000b2','STC300009',4,'49','Deutschland Festnetz',900,'+442079460029','49300840507','0.177000','0.177000',885,'2026-11-17 17:42:52','2026-11-17 17:43:01','2026-11-17 17:57:46',2,16,200,'c178','OUT','STR100000','0.141600','','0.000000','','0.000000'),
(179,'a_558d4a73-0000-4000-8000-0000000000b3','STC300001',4,'33','France \"fixed\"',720,'+442079460096','33155441603','0.169750','0.169750',679,'2026-11-17 05:55:02','2026-11-17 05:55:12','2026-11-17 06:06:31',2,16,200,'c179','OUT','','0.000000','','0.000000','','0.000000'),
(180,'a_dfc84992-0000-4000-8000-0000000000b4','STC300000',4,'44','United Kingdom',240,'+442079460070','442079066454','0.053250','0.053250',213,'2026-11-05 12:53:33','2026-11-05 12:53:43','2026-11-05 12:57:16',2,16,200,'c180','OUT','','0.000000','','0.000000','','0.000000'),
(181,'a_0c216a06-0000-4000-8000-0000000000b5','STC300001',4,'49','Deutschland Festnetz',660,'anonymous','49300153435','0.357280','0.357280',616,'2026-11-17 18:53:58','2026-11-17 18:54:02','2026-11-17 19:04:18',2,16,200,'c181','OUT','','0.000000','','0.000000','','0.000000'),
(182,'a_1f6ee271-0000-4000-8000-0000000000b6','STC300002',4,'447','United Kingdom, Mobile',480,'+442079460013','447700553106','0.106500','0.106500',426,'2026-11-03 09:32:56','2026-11-03 09:33:06','2026-11-03 09:40:12',2,16,200,'c182','OUT','','0.000000','','0.000000','','0.000000'),
(183,'a_4690b710-0000-4000-8000-0000000000b7','STC300002',4,'447','United Kingdom, Mobile',420,'+442079460049','447700485953','0.102750','0.102750',411,'2026-11-03 07:16:54','2026-11-03 07:17:00','2026-11-03 07:23:51',2,16,200,'c183','OUT','','0.000000','','0.000000','','0.000000'),
(184,'a_5ffd7bf7-0000-4000-8000-0000000000b8','STC300003',4,'49','Deutschland Festnetz',300,'+442079460074','49300608573','0.062250','0.062250',249,'2026-11-04 04:18:08','2026-11-04 04:18:09','2026-11-04 04:22:18',2,16,200,'c184','OUT','','0.000000','','0.000000','','0.000000'),
(185,'a_29ca7c6c-0000-4000-8000-0000000000b9','STC300002',4,'447','United Kingdom, Mobile',720,'+442079460060','447700211649','0.139200','0.139200',696,'2026-11-17 13:06:15','2026-11-17 13:06:23','2026-11-17 13:17:59',2,16,200,'c185','OUT','','0.000000','','0.000000','','0.000000'),
(186,'a_836fcf81-0000-4000-8000-0000000000ba','STC300010',4,'447','United Kingdom, Mobile',720,'+442079460013','447700290800','0.171000','0.171000',684,'2026-11-05 20:37:38','2026-11-05 20:37:47','2026-11-05 20:49:11',2,16,200,'c186','OUT','STR100000','0.102600','STR200000','0.136800','','0.000000'),
(187,'a_ccd622b3-0000-4000-8000-0000000000bb','STC300000',4,'33','France \"fixed\"',60,'+442079460031','33155263137','0.010400','0.010400',52,'2026-11-17 02:48:16','2026-11-17 02:48:27','2026-11-17 02:49:19',2,16,200,'c187','OUT','','0.000000','','0.000000','','0.000000'),
(188,'a_ace00c5e-0000-4000-8000-0000000000bc','STC300009',4,'33','France \"fixed\"',600,'+442079460019','33155046095','0.336400','0.336400',580,'2026-11-04 11:40:49','2026-11-04 11:40:52','2026-11-04 11:50:32',2,16,200,'c188','IN','STR100000','0.269120','','0.000000','','0.000000'),
(189,'a_5a6930ac-0000-4000-8000-0000000000bd','STC300001',4,'33','France \"fixed\"',420,'+442079460024','33155839085','0.099500','0.099500',398,'2026-11-04 06:25:16','2026-11-04 06:25:24','2026-11-04 06:32:02',2,16,200,'c189','OUT','','0.000000','','0.000000','','0.000000'),
(190,'a_255dbec4-0000-4000-8000-0000000000be','STC300009',4,'447','United Kingdom, Mobile',60,'anonymous','447700150840','0.003480','0.003480',6,'2026-11-17 07:16:22','2026-11-17 07:16:28','2026-11-17 07:16:34',2,16,200,'c190','OUT','STR100000','0.002784','','0.000000','','0.000000'),
(191,'a_f8672e9c-0000-4000-8000-0000000000bf','STC300002',4,'44','United Kingdom',60,'+442079460040','442079436365','0.005200','0.005200',26,'2026-11-03 12:56:31','2026-11-03 12:56:37','2026-11-03 12:57:03',2,16,200,'c191','OUT','','0.000000','','0.000000','','0.000000'),
(192,'a_277ec406-0000-4000-8000-0000000000c0','STC300002',4,'44','United Kingdom',360,'+442079460081','442079154031','0.088000','0.088000',352,'2026-11-05 00:49:25','2026-11-05 00:49:36','2026-11-05 00:55:28',2,16,200,'c192','OUT','','0.000000','','0.000000','','0.000000'),
(193,'a_bbcf39f9-0000-4000-8000-0000000000c1','STC300000',4,'44','United Kingdom',840,'+442079460077','442079720657','0.203000','0.203000',812,'2026-11-17 13:40:58','2026-11-17 13:41:07','2026-11-17 13:54:39',2,16,200,'c193','OUT','','0.000000','','0.000000','','0.000000'),
(194,'a_0c5d5738-0000-4000-8000-0000000000c2','STC300000',4,'44','United Kingdom',780,'+442079460000','442079166008','0.423400','0.423400',730,'2026-11-03 08:29:00','2026-11-03 08:29:04','2026-11-03 08:41:14',2,16,200,'c194','OUT','','0.000000','','0.000000','','0.000000'),
(195,'a_1ce6bac0-0000-4000-8000-0000000000c3','STC300003',4,'44','United Kingdom',60,'+442079460014','442079944478','0.012760','0.012760',22,'2026-11-03 22:07:00','2026-11-03 22:07:05','2026-11-03 22:07:27',2,16,200,'c195','OUT','','0.000000','','0.000000','','0.000000'),
(196,'a_6025af64-0000-4000-8000-0000000000c4','STC300003',4,'49','Deutschland Festnetz',660,'+442079460035','49300477876','0.124800','0.124800',624,'2026-11-03 04:30:00','2026-11-03 04:30:08','2026-11-03 04:40:32',2,16,200,'c196','OUT','','0.000000','','0.000000','','0.000000'),
(197,'a_290f4286-0000-4000-8000-0000000000c5','STC300000',4,'49','Deutschland Festnetz',120,'+442079460084','49300660837','0.019200','0.019200',96,'2026-11-03 09:38:16','2026-11-03 09:38:20','2026-11-03 09:39:56',2,16,200,'c197','OUT','','0.000000','','0.000000','','0.000000'),
(198,'a_385738f2-0000-4000-8000-0000000000c6','STC300003',4,'447','United Kingdom, Mobile',480,'+442079460037','447700969442','0.105500','0.105500',422,'2026-11-03 05:46:22','2026-11-03 05:46:33','2026-11-03 05:53:35',2,16,200,'c198','OUT','','0.000000','','0.000000','','0.000000'),
(199,'a_6e041908-0000-4000-8000-0000000000c7','STC300010',4,'49','Deutschland Festnetz',540,'anonymous','49300677272','0.121250','0.121250',485,'2026-11-17 10:35:37','2026-11-17 10:35:42','2026-11-17 10:43:47',2,16,200,'c199','IN','STR100000','0.072750','STR200000','0.097000','','0.000000'),
(200,'a_225afb1d-0000-4000-8000-0000000000c8','STC300002',4,'33','France \"fixed\"',480,'+442079460009','33155445545','0.272020','0.272020',469,'2026-11-03 16:36:01','2026-11-03 16:36:06','2026-11-03 16:43:55',2,16,200,'c200','OUT','','0.000000','','0.000000','','0.000000'),
(201,'a_69941435-0000-4000-8000-0000000000c9','STC300002',4,'44','United Kingdom',780,'+442079460031','442079639440','0.149400','0.149400',747,'2026-11-05 10:45:14','2026-11-05 10:45:26','2026-11-05 10:57:53',2,16,200,'c201','OUT','','0.000000','','0.000000','','0.000000'),
(202,'a_d2f47e64-0000-4000-8000-0000000000ca','STC300000',4,'447','United Kingdom, Mobile',780,'+442079460026','447700341207','0.445440','0.445440',768,'2026-11-03 16:19:18','2026-11-03 16:19:24','2026-11-03 16:32:12',2,16,200,'c202','OUT','','0.000000','','0.000000','','0.000000'),
(203,'a_2059cf33-0000-4000-8000-0000000000cb','STC300003',4,'44','United Kingdom',600,'+442079460050','442079066929','0.327700','0.327700',565,'2026-11-17 04:14:38','2026-11-17 04:14:46','2026-11-17 04:24:11',2,16,200,'c203','OUT','','0.000000','','0.000000','','0.000000'),
(204,'a_8a0b8bb7-0000-4000-8000-0000000000cc','STC300000',4,'44','United Kingdom',540,'+442079460047','442079638427','0.307980','0.307980',531,'2026-11-17 15:19:03','2026-11-17 15:19:09','2026-11-17 15:28:00',2,16,200,'c204','OUT','','0.000000','','0.000000','','0.000000'),
(205,'a_09ef962f-0000-4000-8000-0000000000cd','STC300009',4,'447','United Kingdom, Mobile',420,'+442079460088','447700511025','0.091250','0.091250',365,'2026-11-03 16:23:06','2026-11-03 16:23:13','2026-11-03 16:29:18',2,16,200,'c205','OUT','STR100000','0.073000','','0.000000','','0.000000'),
(206,'a_187d3af8-0000-4000-8000-0000000000ce','STC300009',4,'447','United Kingdom, Mobile',840,'+442079460085','447700028923','0.195750','0.195750',783,'2026-11-04 23:33:49','2026-11-04 23:33:59','2026-11-04 23:47:02',2,16,200,'c206','OUT','STR100000','0.156600','','0.000000','','0.000000'),
(207,'a_c2e9eab4-0000-4000-8000-0000000000cf','STC300002',4,'44','United Kingdom',180,'+442079460066','442079319652','0.071340','0.071340',123,'2026-11-03 16:11:33','2026-11-03 16:11:36','2026-11-03 16:13:39',2,16,200,'c207','OUT','','0.000000','','0.000000','','0.000000'),
(208,'a_bd7f021b-0000-4000-8000-0000000000d0','STC300000',4,'33','France \"fixed\"',240,'anonymous','33155679205','0.043800','0.043800',219,'2026-11-03 03:10:43','2026-11-03 03:10:48','2026-11-03 03:14:27',2,16,200,'c208','OUT','','0.000000','','0.000000','','0.000000'),
(209,'a_63f0e961-0000-4000-8000-0000000000d1','STC300002',4,'44','United Kingdom',60,'+442079460039','442079238801','0.030160','0.030160',52,'2026-11-04 10:02:40','2026-11-04 10:02:41','2026-11-04 10:03:33',2,16,200,'c209','OUT','','0.000000','','0.000000','','0.000000'),
(210,'a_403ae651-0000-4000-8000-0000000000d2','STC300002',4,'33','France \"fixed\"',840,'+442079460006','33155457112','0.477340','0.477340',823,'2026-11-17 05:19:51','2026-11-17 05:19:53','2026-11-17 05:33:36',2,16,200,'c210','IN','','0.000000','','0.000000','','0.000000'),
(211,'a_30da941b-0000-4000-8000-0000000000d3','STC300000',4,'33','France \"fixed\"',540,'+442079460068','33155711113','0.125000','0.125000',500,'2026-11-05 05:11:30','2026-11-05 05:11:38','2026-11-05 05:19:58',2,16,200,'c211','OUT','','0.000000','','0.000000','','0.000000'),
(212,'a_99468a93-0000-4000-8000-0000000000d4','STC300002',4,'447','United Kingdom, Mobile',180,'+442079460099','447700498315','0.037500','0.037500',150,'2026-11-05 14:32:50','2026-11-05 14:32:52','2026-11-05 14:35:22',2,16,200,'c212','OUT','','0.000000','','0.000000','','0.000000'),
(213,'a_b51df5b5-0000-4000-8000-0000000000d5','STC300000',4,'49','Deutschland Festnetz',300,'+442079460035','49300566635','0.142100','0.142100',245,'2026-11-17 17:43:38','2026-11-17 17:43:48','2026-11-17 17:47:53',2,16,200,'c213','OUT','','0.000000','','0.000000','','0.000000'),
(214,'a_3f532e8c-0000-4000-8000-0000000000d6','STC300003',4,'44','United Kingdom',660,'+442079460049','442079142059','0.155000','0.155000',620,'2026-11-05 13:28:56','2026-11-05 13:29:05','2026-11-05 13:39:25',2,16,200,'c214','OUT','','0.000000','','0.000000','','0.000000'),
(215,'a_73dc048e-0000-4000-8000-0000000000d7','STC300010',4,'49','Deutschland Festnetz',180,'+442079460027','49300522536','0.102080','0.102080',176,'2026-11-04 17:29:53','2026-11-04 17:29:59','2026-11-04 17:32:55',2,16,200,'c215','OUT','STR100000','0.061248','STR200000','0.081664','','0.000000'),
(216,'a_a0e112f5-0000-4000-8000-0000000000d8','STC300001',4,'33','France \"fixed\"',660,'+442079460084','33155201101','0.126200','0.126200',631,'2026-11-04 21:50:56','2026-11-04 21:50:57','2026-11-04 22:01:28',2,16,200,'c216','OUT','','0.000000','','0.000000','','0.000000'),
(217,'a_ec487658-0000-4000-8000-0000000000d9','STC300009',4,'44','United Kingdom',360,'anonymous','442079315799','0.071200','0.071200',356,'2026-11-17 03:26:50','2026-11-17 03:27:02','2026-11-17 03:32:58',2,16,200,'c217','OUT','STR100000','0.056960','','0.000000','','0.000000'),
(218,'a_bbb9f87c-0000-4000-8000-0000000000da','STC300009',4,'33','France \"fixed\"',660,'+442079460064','33155969364','0.121400','0.121400',607,'2026-11-17 02:56:26','2026-11-17 02:56:29','2026-11-17 03:06:36',2,16,200,'c218','OUT','STR100000','0.097120','','0.000000','','0.000000'),
(219,'a_1498d486-0000-4000-8000-0000000000db','STC300002',4,'33','France \"fixed\"',780,'+442079460067','33155365374','0.153400','0.153400',767,'2026-11-03 13:13:43','2026-11-03 13:13:47','2026-11-03 13:26:34',2,16,200,'c219','OUT','','0.000000','','0.000000','','0.000000'),
(220,'a_8928a499-0000-4000-8000-0000000000dc','STC300000',4,'44','United Kingdom',180,'+442079460040','442079586472','0.029200','0.029200',146,'2026-11-04 06:32:59','2026-11-04 06:33:01','2026-11-04 06:35:27',2,16,200,'c220','OUT','','0.000000','','0.000000','','0.000000'),
(221,'a_1d7dadb6-0000-4000-8000-0000000000dd','STC300001',4,'44','United Kingdom',660,'+442079460001','442079132894','0.127200','0.127200',636,'2026-11-04 20:18:34','2026-11-04 20:18:43','2026-11-04 20:29:19',2,16,200,'c221','IN','','0.000000','','0.000000','','0.000000'),
(222,'a_0f1a4153-0000-4000-8000-0000000000de','STC300000',4,'44','United Kingdom',360,'+442079460016','442079437200','0.081500','0.081500',326,'2026-11-04 17:31:42','2026-11-04 17:31:46','2026-11-04 17:37:12',2,16,200,'c222','OUT','','0.000000','','0.000000','','0.000000'),
(223,'a_6a4a2e21-0000-4000-8000-0000000000df','STC300000',4,'44','United Kingdom',420,'+442079460099','442079999754','0.240120','0.240120',414,'2026-11-03 10:35:23','2026-11-03 10:35:29','2026-11-03 10:42:23',2,16,200,'c223','OUT','','0.000000','','0.000000','','0.000000'),
(224,'a_7a6a7f04-0000-4000-8000-0000000000e0','STC300001',4,'44','United Kingdom',900,'+442079460098','442079475078','0.214750','0.214750',859,'2026-11-05 23:42:58','2026-11-05 23:43:03','2026-11-05 23:57:22',2,16,200,'c224','OUT','','0.000000','','0.000000','','0.000000'),
(225,'a_0b8f59fe-0000-4000-8000-0000000000e1','STC300000',4,'49','Deutschland Festnetz',180,'+442079460005','49300912756','0.036000','0.036000',144,'2026-11-17 19:44:43','2026-11-17 19:44:53','2026-11-17 19:47:17',2,16,200,'c225','OUT','','0.000000','','0.000000','','0.000000'),
(226,'a_4e8f7840-0000-4000-8000-0000000000e2','STC300000',4,'447','United Kingdom, Mobile',540,'anonymous','447700281846','0.304500','0.304500',525,'2026-11-04 04:28:20','2026-11-04 04:28:32','2026-11-04 04:37:17',2,16,200,'c226','OUT','','0.000000','','0.000000','','0.000000'),
(227,'a_490a2a9d-0000-4000-8000-0000000000e3','STC300002',4,'447','United Kingdom, Mobile',420,'+442079460059','447700488303','0.078800','0.078800',394,'2026-11-17 07:13:07','2026-11-17 07:13:17','2026-11-17 07:19:51',2,16,200,'c227','OUT','','0.000000','','0.000000','','0.000000'),
(228,'a_aee1be67-0000-4000-8000-0000000000e4','STC300010',4,'44','United Kingdom',900,'+442079460008','442079852049','0.220000','0.220000',880,'2026-11-03 18:10:43','2026-11-03 18:10:44','2026-11-03 18:25:24',2,16,200,'c228','OUT','STR100000','0.132000','STR200000','0.176000','','0.000000'),
(229,'a_0ec58ebf-0000-4000-8000-0000000000e5','STC300000',4,'33','France \"fixed\"',900,'+442079460097','33155375275','0.494160','0.494160',852,'2026-11-05 03:00:05','2026-11-05 03:00:15','2026-11-05 03:14:27',2,16,200,'c229','OUT','','0.000000','','0.000000','','0.000000'),
(230,'a_d8086180-0000-4000-8000-0000000000e6','STC300002',4,'44','United Kingdom',840,'+442079460047','442079749838','0.467480','0.467480',806,'2026-11-03 07:37:39','2026-11-03 07:37:46','2026-11-03 07:51:12',2,16,200,'c230','OUT','','0.000000','','0.000000','','0.000000'),
(231,'a_6ac09014-0000-4000-8000-0000000000e7','STC300001',4,'44','United Kingdom',780,'+442079460017','442079711094','0.192500','0.192500',770,'2026-11-05 16:07:26','2026-11-05 16:07:33','2026-11-05 16:20:23',2,16,200,'c231','OUT','','0.000000','','0.000000','','0.000000'),
(232,'a_f9ae7c9f-0000-4000-8000-0000000000e8','STC300000',4,'49','Deutschland Festnetz',420,'+442079460082','49300656977','0.091250','0.091250',365,'2026-11-04 12:58:00','2026-11-04 12:58:08','2026-11-04 13:04:13',2,16,200,'c232','IN','','0.000000','','0.000000','','0.000000'),
(233,'a_ff6cb624-0000-4000-8000-0000000000e9','STC300009',4,'44','United Kingdom',540,'+442079460067','442079839771','0.133500','0.133500',534,'2026-11-05 13:31:54','2026-11-05 13:31:58','2026-11-05 13:40:52',2,16,200,'c233','OUT','STR100000','0.106800','','0.000000','','0.000000'),
(234,'a_f9403379-0000-4000-8000-0000000000ea','STC300003',4,'447','United Kingdom, Mobile',180,'+442079460016','447700942317','0.033600','0.033600',168,'2026-11-04 04:17:22','2026-11-04 04:17:33','2026-11-04 04:20:21',2,16,200,'c234','OUT','','0.000000','','0.000000','','0.000000'),
(235,'a_e1f5783d-0000-4000-8000-0000000000eb','STC300002',4,'33','France \"fixed\"',120,'anonymous','33155137234','0.020400','0.020400',102,'2026-11-17 09:55:26','2026-11-17 09:55:37','2026-11-17 09:57:19',2,16,200,'c235','OUT','','0.000000','','0.000000','','0.000000'),
(236,'a_74fe2aae-0000-4000-8000-0000000000ec','STC300001',4,'447','United Kingdom, Mobile',660,'+442079460083','447700032179','0.121800','0.121800',609,'2026-11-03 04:00:05','2026-11-03 04:00:12','2026-11-03 04:10:21',2,16,200,'c236','OUT','','0.000000','','0.000000','','0.000000'),
(237,'a_06a6a7f2-0000-4000-8000-0000000000ed','STC300003',4,'49','Deutschland Festnetz',840,'+442079460021','49300293619','0.484880','0.484880',836,'2026-11-03 06:18:34','2026-11-03 06:18:37','2026-11-03 06:32:33',2,16,200,'c237','OUT','','0.000000','','0.000000','','0.000000'),
(238,'a_5867249d-0000-4000-8000-0000000000ee','STC300009',4,'49','Deutschland Festnetz',840,'+442079460063','49300531185','0.457620','0.457620',789,'2026-11-05 03:17:33','2026-11-05 03:17:39','2026-11-05 03:30:48',2,16,200,'c238','OUT','STR100000','0.366096','','0.000000','','0.000000'),
(239,'a_b0e81442-0000-4000-8000-0000000000ef','STC300002',4,'44','United Kingdom',120,'+442079460009','442079557800','0.022400','0.022400',112,'2026-11-03 21:58:43','2026-11-03 21:58:46','2026-11-03 22:00:38',2,16,200,'c239','OUT','','0.000000','','0.000000','','0.000000'),
(240,'a_a3ecb51c-0000-4000-8000-0000000000f0','STC300001',4,'44','United Kingdom',660,'+442079460024','442079992903','0.129400','0.129400',647,'2026-11-05 07:12:21','2026-11-05 07:12:31','2026-11-05 07:23:18',2,16,200,'c240','OUT','','0.000000','','0.000000','','0.000000');
INSERT INTO `202611_ratedcdr` (`id`,`uuid`,`customer_account_id`,`customer_currency_id`,`customer_prefix`,`customer_destination`,`customer_duration`,`customer_src_caller`,`customer_src_callee`,`customer_callcost`,`customer_callcost_total`,`billsec`,`start_time`,`answer_time`,`end_time`,`pdd`,`Q850CODE`,`SIPCODE`,`common_uuid`,`cdr_type`,`reseller1_account_id`,`reseller1_callcost_total`,`reseller2_account_id`,`reseller2_callcost_total`,`reseller3_account_id`,`reseller3_callcost_total`) VALUES (241,'a_c39ec4a3-0000-4000-8000-0000000000f1','STC300003',4,'44','United Kingdom',540,'+442079460096','442079785951','0.105800','0.105800',529,'2026-11-05 23:41:56','2026-11-05 23:42:01','2026-11-05 23:50:50',2,16,200,'c241','OUT','','0.000000','','0.000000','','0.000000'),
(242,'a_9f97cd9c-0000-4000-8000-0000000000f2','STC300000',4,'33','France \"fixed\"',660,'+442079460014','33155554580','0.158500','0.158500',634,'2026-11-03 09:31:01','2026-11-03 09:31:07','2026-11-03 09:41:41',2,16,200,'c242','OUT','','0.000000','','0.000000','','0.000000'),
(243,'a_fddc51e3-0000-4000-8000-0000000000f3','STC300003',4,'44','United Kingdom',540,'+442079460051','442079028730','0.281300','0.281300',485,'2026-11-03 20:43:36','2026-11-03 20:43:47','2026-11-03 20:51:52',2,16,200,'c243','IN','','0.000000','','0.000000','','0.000000'),
(244,'a_daa33c1e-0000-4000-8000-0000000000f4','STC300010',4,'447','United Kingdom, Mobile',480,'anonymous','447700504436','0.276080','0.276080',476,'2026-11-17 16:29:20','2026-11-17 16:29:25','2026-11-17 16:37:21',2,16,200,'c244','OUT','STR100000','0.165648','STR200000','0.220864','','0.000000'),
(245,'a_0cc97d66-0000-4000-8000-0000000000f5','STC300003',4,'49','Deutschland Festnetz',780,'+442079460049','49300106789','0.190750','0.190750',763,'2026-11-03 09:10:44','2026-11-03 09:10:56','2026-11-03 09:23:39',2,16,200,'c245','OUT','','0.000000','','0.000000','','0.000000'),
(246,'a_da3dd21e-0000-4000-8000-0000000000f6','STC300002',4,'44','United Kingdom',360,'+442079460000','442079017514','0.197200','0.197200',340,'2026-11-05 17:42:44','2026-11-05 17:42:52','2026-11-05 17:48:32',2,16,200,'c246','OUT','','0.000000','','0.000000','','0.000000'),
(247,'a_8f39c055-0000-4000-8000-0000000000f7','STC300003',4,'447','United Kingdom, Mobile',600,'+442079460022','447700747583','0.316100','0.316100',545,'2026-11-05 21:46:36','2026-11-05 21:46:42','2026-11-05 21:55:47',2,16,200,'c247','OUT','','0.000000','','0.000000','','0.000000'),
(248,'a_1435d629-0000-4000-8000-0000000000f8','STC300000',4,'447','United Kingdom, Mobile',480,'+442079460055','447700281836','0.090200','0.090200',451,'2026-11-17 01:01:15','2026-11-17 01:01:26','2026-11-17 01:08:57',2,16,200,'c248','OUT','','0.000000','','0.000000','','0.000000'),
(249,'a_156cd0e4-0000-4000-8000-0000000000f9','STC300003',4,'33','France \"fixed\"',120,'+442079460065','33155269282','0.051620','0.051620',89,'2026-11-05 16:12:28','2026-11-05 16:12:30','2026-11-05 16:13:59',2,16,200,'c249','OUT','','0.000000','','0.000000','','0.000000'),
(250,'a_1148c842-0000-4000-8000-0000000000fa','STC300000',4,'33','France \"fixed\"',480,'+442079460089','33155227348','0.108750','0.108750',435,'2026-11-17 15:00:24','2026-11-17 15:00:33','2026-11-17 15:07:48',2,16,200,'c250','OUT','','0.000000','','0.000000','','0.000000'),
(251,'a_e829fd01-0000-4000-8000-0000000000fb','STC300009',4,'33','France \"fixed\"',600,'+442079460089','33155923573','0.137500','0.137500',550,'2026-11-04 18:58:05','2026-11-04 18:58:13','2026-11-04 19:07:23',2,16,200,'c251','OUT','STR100000','0.110000','','0.000000','','0.000000'),
(252,'a_04568ed3-0000-4000-8000-0000000000fc','STC300002',4,'33','France \"fixed\"',360,'+442079460084','33155670323','0.075750','0.075750',303,'2026-11-05 14:56:48','2026-11-05 14:56:55','2026-11-05 15:01:58',2,16,200,'c252','OUT','','0.000000','','0.000000','','0.000000'),
(253,'a_1ea97152-0000-4000-8000-0000000000fd','STC300002',4,'44','United Kingdom',180,'anonymous','442079365487','0.040500','0.040500',162,'2026-11-05 02:40:38','2026-11-05 02:40:43','2026-11-05 02:43:25',2,16,200,'c253','OUT','','0.000000','','0.000000','','0.000000'),
(254,'a_d6578370-0000-4000-8000-0000000000fe','STC300009',4,'33','France \"fixed\"',540,'+442079460072','33155644908','0.104400','0.104400',522,'2026-11-17 11:59:20','2026-11-17 11:59:26','2026-11-17 12:08:08',2,16,200,'c254','IN','STR100000','0.083520','','0.000000','','0.000000'),
(255,'a_be3ba31a-0000-4000-8000-0000000000ff','STC300010',4,'447','United Kingdom, Mobile',420,'+442079460060','447700119013','0.216340','0.216340',373,'2026-11-05 15:31:54','2026-11-05 15:31:59','2026-11-05 15:38:12',2,16,200,'c255','OUT','STR100000','0.129804','STR200000','0.173072','','0.000000'),
(256,'a_255dc430-0000-4000-8000-000000000100','STC300002',4,'447','United Kingdom, Mobile',660,'+442079460089','447700513318','0.160000','0.160000',640,'2026-11-17 19:22:50','2026-11-17 19:22:57','2026-11-17 19:33:37',2,16,200,'c256','OUT','','0.000000','','0.000000','','0.000000'),
(257,'a_04deb7b6-0000-4000-8000-000000000101','STC300009',4,'33','France \"fixed\"',600,'+442079460089','33155407232','0.318420','0.318420',549,'2026-11-03 14:00:48','2026-11-03 14:00:52','2026-11-03 14:10:01',2,16,200,'c257','OUT','STR100000','0.254736','','0.000000','','0.000000'),
(258,'a_0651b176-0000-4000-8000-000000000102','STC300009',4,'447','United Kingdom, Mobile',660,'+442079460082','447700080704','0.130400','0.130400',652,'2026-11-17 21:28:46','2026-11-17 21:28:52','2026-11-17 21:39:44',2,16,200,'c258','OUT','STR100000','0.104320','','0.000000','','0.000000'),
(259,'a_26f7fd26-0000-4000-8000-000000000103','STC300002',4,'447','United Kingdom, Mobile',660,'+442079460065','447700485394','0.158000','0.158000',632,'2026-11-03 12:44:38','2026-11-03 12:44:40','2026-11-03 12:55:12',2,16,200,'c259','OUT','','0.000000','','0.000000','','0.000000'),
(260,'a_19033710-0000-4000-8000-000000000104','STC300000',4,'447','United Kingdom, Mobile',480,'+442079460077','447700008758','0.258680','0.258680',446,'2026-11-04 20:17:57','2026-11-04 20:18:09','2026-11-04 20:25:35',2,16,200,'c260','OUT','','0.000000','','0.000000','','0.000000'),
(261,'a_c3e4d314-0000-4000-8000-000000000105','STC300002',4,'447','United Kingdom, Mobile',420,'+442079460044','447700612450','0.090500','0.090500',362,'2026-11-04 14:30:35','2026-11-04 14:30:42','2026-11-04 14:36:44',2,16,200,'c261','OUT','','0.000000','','0.000000','','0.000000'),
(262,'a_6797cc2b-0000-4000-8000-000000000106','STC300000',4,'49','Deutschland Festnetz',720,'anonymous','49300762522','0.403100','0.403100',695,'2026-11-04 07:45:48','2026-11-04 07:45:50','2026-11-04 07:57:25',2,16,200,'c262','OUT','','0.000000','','0.000000','','0.000000'),
(263,'a_75edd26f-0000-4000-8000-000000000107','STC300000',4,'447','United Kingdom, Mobile',840,'+442079460030','447700373612','0.484880','0.484880',836,'2026-11-17 14:42:09','2026-11-17 14:42:10','2026-11-17 14:56:06',2,16,200,'c263','OUT','','0.000000','','0.000000','','0.000000'),
(264,'a_cde71f27-0000-4000-8000-000000000108','STC300003',4,'44','United Kingdom',360,'+442079460050','442079839603','0.076500','0.076500',306,'2026-11-03 09:53:07','2026-11-03 09:53:08','2026-11-03 09:58:14',2,16,200,'c264','OUT','','0.000000','','0.000000','','0.000000'),
(265,'a_a89803ff-0000-4000-8000-000000000109','STC300010',4,'33','France \"fixed\"',480,'+442079460038','33155458569','0.256940','0.256940',443,'2026-11-04 06:23:12','2026-11-04 06:23:22','2026-11-04 06:30:45',2,16,200,'c265','IN','STR100000','0.154164','STR200000','0.205552','','0.000000'),
(266,'a_2c993f66-0000-4000-8000-00000000010a','STC300000',4,'49','Deutschland Festnetz',60,'+442079460079','49300123232','0.001600','0.001600',8,'2026-11-04 03:35:33','2026-11-04 03:35:37','2026-11-04 03:35:45',2,16,200,'c266','OUT','','0.000000','','0.000000','','0.000000'),
(267,'a_dff5c443-0000-4000-8000-00000000010b','STC300002',4,'447','United Kingdom, Mobile',60,'+442079460095','447700436424','0.004250','0.004250',17,'2026-11-17 01:40:16','2026-11-17 01:40:17','2026-11-17 01:40:34',2,16,200,'c267','OUT','','0.000000','','0.000000','','0.000000'),
(268,'a_98ad79c6-0000-4000-8000-00000000010c','STC300002',4,'447','United Kingdom, Mobile',480,'+442079460088','447700554644','0.091000','0.091000',455,'2026-11-17 21:44:46','2026-11-17 21:44:47','2026-11-17 21:52:22',2,16,200,'c268','OUT','','0.000000','','0.000000','','0.000000'),
(269,'a_3f5d2c3e-0000-4000-8000-00000000010d','STC300000',4,'33','France \"fixed\"',540,'+442079460056','33155381742','0.122750','0.122750',491,'2026-11-05 06:35:48','2026-11-05 06:35:58','2026-11-05 06:44:09',2,16,200,'c269','OUT','','0.000000','','0.000000','','0.000000'),
(270,'a_8404640a-0000-4000-8000-00000000010e','STC300009',4,'44','United Kingdom',780,'+442079460054','442079799172','0.146400','0.146400',732,'2026-11-05 08:40:53','2026-11-05 08:40:55','2026-11-05 08:53:07',2,16,200,'c270','OUT','STR100000','0.117120','','0.000000','','0.000000'),
(271,'a_ab2ebde6-0000-4000-8000-00000000010f','STC300001',4,'447','United Kingdom, Mobile',180,'anonymous','447700938812','0.096860','0.096860',167,'2026-11-03 18:18:33','2026-11-03 18:18:45','2026-11-03 18:21:32',2,16,200,'c271','OUT','','0.000000','','0.000000','','0.000000'),
(272,'a_09f9c09d-0000-4000-8000-000000000110','STC300002',4,'33','France \"fixed\"',120,'+442079460026','33155621084','0.056260','0.056260',97,'2026-11-03 02:48:57','2026-11-03 02:49:00','2026-11-03 02:50:37',2,16,200,'c272','OUT','','0.000000','','0.000000','','0.000000'),
(273,'a_c05a6fc3-0000-4000-8000-000000000111','STC300001',4,'49','Deutschland Festnetz',840,'+442079460018','49300297957','0.472700','0.472700',815,'2026-11-17 09:07:55','2026-11-17 09:07:56','2026-11-17 09:21:31',2,16,200,'c273','OUT','','0.000000','','0.000000','','0.000000'),
(274,'a_fedc78d4-0000-4000-8000-000000000112','STC300001',4,'447','United Kingdom, Mobile',660,'+442079460056','447700609873','0.164000','0.164000',656,'2026-11-04 01:15:03','2026-11-04 01:15:05','2026-11-04 01:26:01',2,16,200,'c274','OUT','','0.000000','','0.000000','','0.000000'),
(275,'a_d3f7f388-0000-4000-8000-000000000113','STC300001',4,'33','France \"fixed\"',840,'+442079460014','33155715226','0.209250','0.209250',837,'2026-11-17 10:36:31','2026-11-17 10:36:39','2026-11-17 10:50:36',2,16,200,'c275','OUT','','0.000000','','0.000000','','0.000000'),
(276,'a_fad11138-0000-4000-8000-000000000114','STC300002',4,'49','Deutschland Festnetz',420,'+442079460027','49300125104','0.220400','0.220400',380,'2026-11-17 17:39:49','2026-11-17 17:39:58','2026-11-17 17:46:18',2,16,200,'c276','IN','','0.000000','','0.000000','','0.000000'),
(277,'a_0e46dfe2-0000-4000-8000-000000000115','STC300002',4,'33','France \"fixed\"',300,'+442079460003','33155562517','0.071500','0.071500',286,'2026-11-04 18:24:14','2026-11-04 18:24:16','2026-11-04 18:29:02',2,16,200,'c277','OUT','','0.000000','','0.000000','','0.000000'),
(278,'a_076cd19e-0000-4000-8000-000000000116','STC300003',4,'447','United Kingdom, Mobile',300,'+442079460037','447700005872','0.152540','0.152540',263,'2026-11-04 09:21:47','2026-11-04 09:21:55','2026-11-04 09:26:18',2,16,200,'c278','OUT','','0.000000','','0.000000','','0.000000'),
(279,'a_aa5c2cf6-0000-4000-8000-000000000117','STC300002',4,'44','United Kingdom',840,'+442079460081','442079185322','0.159800','0.159800',799,'2026-11-04 03:54:49','2026-11-04 03:54:51','2026-11-04 04:08:10',2,16,200,'c279','OUT','','0.000000','','0.000000','','0.000000'),
(280,'a_50c1ad0c-0000-4000-8000-000000000118','STC300000',4,'44','United Kingdom',840,'anonymous','442079818808','0.453560','0.453560',782,'2026-11-05 02:16:25','2026-11-05 02:16:30','2026-11-05 02:29:32',2,16,200,'c280','OUT','','0.000000','','0.000000','','0.000000'),
(281,'a_4f0f53ad-0000-4000-8000-000000000119','STC300003',4,'447','United Kingdom, Mobile',240,'+442079460066','447700623145','0.059000','0.059000',236,'2026-11-03 01:18:48','2026-11-03 01:18:54','2026-11-03 01:22:50',2,16,200,'c281','OUT','','0.000000','','0.000000','','0.000000'),
(282,'a_eb6f7421-0000-4000-8000-00000000011a','STC300000',4,'49','Deutschland Festnetz',480,'+442079460090','49300925586','0.256940','0.256940',443,'2026-11-17 01:37:40','2026-11-17 01:37:44','2026-11-17 01:45:07',2,16,200,'c282','OUT','','0.000000','','0.000000','','0.000000'),
(283,'a_f736f3e0-0000-4000-8000-00000000011b','STC300000',4,'49','Deutschland Festnetz',840,'+442079460092','49300601104','0.167600','0.167600',838,'2026-11-04 02:48:45','2026-11-04 02:48:48','2026-11-04 03:02:46',2,16,200,'c283','OUT','','0.000000','','0.000000','','0.000000'),
(284,'a_662f844a-0000-4000-8000-00000000011c','STC300009',4,'49','Deutschland Festnetz',540,'+442079460075','49300341989','0.103400','0.103400',517,'2026-11-04 18:19:19','2026-11-04 18:19:22','2026-11-04 18:27:59',2,16,200,'c284','OUT','STR100000','0.082720','','0.000000','','0.000000'),
(285,'a_d78dd8ae-0000-4000-8000-00000000011d','STC300000',4,'44','United Kingdom',780,'+442079460070','442079369523','0.188500','0.188500',754,'2026-11-17 00:09:09','2026-11-17 00:09:19','2026-11-17 00:21:53',2,16,200,'c285','OUT','','0.000000','','0.000000','','0.000000'),
(286,'a_4469a8ad-0000-4000-8000-00000000011e','STC300003',4,'447','United Kingdom, Mobile',660,'+442079460004','447700285200','0.121800','0.121800',609,'2026-11-04 21:01:32','2026-11-04 21:01:36','2026-11-04 21:11:45',2,16,200,'c286','OUT','','0.000000','','0.000000','','0.000000'),
(287,'a_501094d2-0000-4000-8000-00000000011f','STC300001',4,'49','Deutschland Festnetz',120,'+442079460050','49300464137','0.027500','0.027500',110,'2026-11-03 23:31:23','2026-11-03 23:31:34','2026-11-03 23:33:24',2,16,200,'c287','IN','','0.000000','','0.000000','','0.000000'),
(288,'a_282c2b8c-0000-4000-8000-000000000120','STC300003',4,'447','United Kingdom, Mobile',720,'+442079460024','447700306078','0.168000','0.168000',672,'2026-11-04 11:42:36','2026-11-04 11:42:43','2026-11-04 11:53:55',2,16,200,'c288','OUT','','0.000000','','0.000000','','0.000000'),
(289,'a_d5fd69de-0000-4000-8000-000000000121','STC300001',4,'33','France \"fixed\"',840,'anonymous','33155507405','0.164800','0.164800',824,'2026-11-03 02:19:47','2026-11-03 02:19:58','2026-11-03 02:33:42',2,16,200,'c289','OUT','','0.000000','','0.000000','','0.000000'),
(290,'a_f86f681b-0000-4000-8000-000000000122','STC300002',4,'33','France \"fixed\"',300,'+442079460038','33155267039','0.056600','0.056600',283,'2026-11-05 06:06:08','2026-11-05 06:06:11','2026-11-05 06:10:54',2,16,200,'c290','OUT','','0.000000','','0.000000','','0.000000'),
(291,'a_dd0a4d2f-0000-4000-8000-000000000123','STC300010',4,'447','United Kingdom, Mobile',540,'+442079460087','447700848661','0.134500','0.134500',538,'2026-11-03 22:10:51','2026-11-03 22:10:58','2026-11-03 22:19:56',2,16,200,'c291','OUT','STR100000','0.080700','STR200000','0.107600','','0.000000'),
(292,'a_90d59f36-0000-4000-8000-000000000124','STC300003',4,'33','France \"fixed\"',660,'+442079460021','33155647648','0.378740','0.378740',653,'2026-11-03 06:55:31','2026-11-03 06:55:34','2026-11-03 07:06:27',2,16,200,'c292','OUT','','0.000000','','0.000000','','0.000000'),
(293,'a_4ed9b0ad-0000-4000-8000-000000000125','STC300001',4,'33','France \"fixed\"',60,'+442079460049','33155838362','0.005000','0.005000',25,'2026-11-17 04:17:23','2026-11-17 04:17:26','2026-11-17 04:17:51',2,16,200,'c293','OUT','','0.000000','','0.000000','','0.000000'),
(294,'a_9505b719-0000-4000-8000-000000000126','STC300003',4,'49','Deutschland Festnetz',600,'+442079460037','49300797042','0.145000','0.145000',580,'2026-11-04 08:41:44','2026-11-04 08:41:46','2026-11-04 08:51:26',2,16,200,'c294','OUT','','0.000000','','0.000000','','0.000000'),
(295,'a_7472de38-0000-4000-8000-000000000127','STC300009',4,'33','France \"fixed\"',420,'+442079460093','33155628304','0.094000','0.094000',376,'2026-11-17 02:14:56','2026-11-17 02:15:03','2026-11-17 02:21:19',2,16,200,'c295','OUT','STR100000','0.075200','','0.000000','','0.000000'),
(296,'a_b58f9210-0000-4000-8000-000000000128','STC300001',4,'49','Deutschland Festnetz',120,'+442079460014','49300817848','0.017400','0.017400',87,'2026-11-03 21:22:18','2026-11-03 21:22:21','2026-11-03 21:23:48',2,16,200,'c296','OUT','','0.000000','','0.000000','','0.000000'),
(297,'a_f908105c-0000-4000-8000-000000000129','STC300000',4,'33','France \"fixed\"',360,'+442079460022','33155325405','0.060200','0.060200',301,'2026-11-03 19:40:28','2026-11-03 19:40:34','2026-11-03 19:45:35',2,16,200,'c297','OUT','','0.000000','','0.000000','','0.000000'),
(298,'a_418a9baa-0000-4000-8000-00000000012a','STC300000',4,'49','Deutschland Festnetz',420,'anonymous','49300578584','0.096750','0.096750',387,'2026-11-05 03:52:20','2026-11-05 03:52:26','2026-11-05 03:58:53',2,16,200,'c298','IN','','0.000000','','0.000000','','0.000000'),
(299,'a_70c87066-0000-4000-8000-00000000012b','STC300003',4,'44','United Kingdom',660,'+442079460042','442079280886','0.153750','0.153750',615,'2026-11-05 18:29:22','2026-11-05 18:29:32','2026-11-05 18:39:47',2,16,200,'c299','OUT','','0.000000','','0.000000','','0.000000'),
(300,'a_31d8facd-0000-4000-8000-00000000012c','STC300002',4,'447','United Kingdom, Mobile',180,'+442079460083','447700895691','0.037750','0.037750',151,'2026-11-05 23:37:00','2026-11-05 23:37:03','2026-11-05 23:39:34',2,16,200,'c300','OUT','','0.000000','','0.000000','','0.000000'),
(301,'a_a836d83f-0000-4000-8000-00000000012d','STC300000',4,'49','Deutschland Festnetz',420,'+442079460023','49300844268','0.104500','0.104500',418,'2026-11-03 15:52:07','2026-11-03 15:52:17','2026-11-03 15:59:15',2,16,200,'c301','OUT','','0.000000','','0.000000','','0.000000'),
(302,'a_d9b14c1a-0000-4000-8000-00000000012e','STC300009',4,'44','United Kingdom',480,'+442079460015','442079958972','0.085200','0.085200',426,'2026-11-17 02:00:47','2026-11-17 02:00:54','2026-11-17 02:08:00',2,16,200,'c302','OUT','STR100000','0.068160','','0.000000','','0.000000'),
(303,'a_be0121b5-0000-4000-8000-00000000012f','STC300000',4,'49','Deutschland Festnetz',480,'+442079460073','49300701806','0.090800','0.090800',454,'2026-11-03 10:41:43','2026-11-03 10:41:54','2026-11-03 10:49:28',2,16,200,'c303','OUT','','0.000000','','0.000000','','0.000000'),
(304,'a_d1df7a66-0000-4000-8000-000000000130','STC300001',4,'44','United Kingdom',420,'+442079460022','442079079850','0.224460','0.224460',387,'2026-11-05 06:07:11','2026-11-05 06:07:12','2026-11-05 06:13:39',2,16,200,'c304','OUT','','0.000000','','0.000000','','0.000000'),
(305,'a_97cc19bf-0000-4000-8000-000000000131','STC300000',4,'49','Deutschland Festnetz',420,'+442079460083','49300468793','0.098500','0.098500',394,'2026-11-05 20:19:39','2026-11-05 20:19:48','2026-11-05 20:26:22',2,16,200,'c305','OUT','','0.000000','','0.000000','','0.000000'),
(306,'a_37ff793f-0000-4000-8000-000000000132','STC300000',4,'447','United Kingdom, Mobile',480,'+442079460095','447700150469','0.086000','0.086000',430,'2026-11-17 16:13:56','2026-11-17 16:14:07','2026-11-17 16:21:17',2,16,200,'c306','OUT','','0.000000','','0.000000','','0.000000'),
(307,'a_0fac2a53-0000-4000-8000-000000000133','STC300000',4,'447','United Kingdom, Mobile',600,'anonymous','447700055987','0.326540','0.326540',563,'2026-11-04 03:21:17','2026-11-04 03:21:19','2026-11-04 03:30:42',2,16,200,'c307','OUT','','0.000000','','0.000000','','0.000000'),
(308,'a_d5d3410b-0000-4000-8000-000000000134','STC300001',4,'33','France \"fixed\"',300,'+442079460090','33155662378','0.163560','0.163560',282,'2026-11-04 17:02:32','2026-11-04 17:02:38','2026-11-04 17:07:20',2,16,200,'c308','OUT','','0.000000','','0.000000','','0.000000'),
(309,'a_18e79334-0000-4000-8000-000000000135','STC300000',4,'447','United Kingdom, Mobile',420,'+442079460092','447700458430','0.083400','0.083400',417,'2026-11-05 06:10:56','2026-11-05 06:11:02','2026-11-05 06:17:59',2,16,200,'c309','IN','','0.000000','','0.000000','','0.000000'),
(310,'a_dfd63c42-0000-4000-8000-000000000136','STC300002',4,'447','United Kingdom, Mobile',360,'+442079460048','447700206933','0.071600','0.071600',358,'2026-11-17 09:46:45','2026-11-17 09:46:48','2026-11-17 09:52:46',2,16,200,'c310','OUT','','0.000000','','0.000000','','0.000000'),
(311,'a_b44ee2bc-0000-4000-8000-000000000137','STC300000',4,'44','United Kingdom',120,'+442079460008','442079397666','0.030000','0.030000',120,'2026-11-17 00:07:05','2026-11-17 00:07:10','2026-11-17 00:09:10',2,16,200,'c311','OUT','','0.000000','','0.000000','','0.000000'),
(312,'a_61ffbde1-0000-4000-8000-000000000138','STC300000',4,'49','Deutschland Festnetz',780,'+442079460083','49300414545','0.188750','0.188750',755,'2026-11-05 05:50:29','2026-11-05 05:50:34','2026-11-05 06:03:09',2,16,200,'c312','OUT','','0.000000','','0.000000','','0.000000'),
(313,'a_70d6bd93-0000-4000-8000-000000000139','STC300003',4,'44','United Kingdom',360,'+442079460031','442079260178','0.069200','0.069200',346,'2026-11-17 13:23:33','2026-11-17 13:23:43','2026-11-17 13:29:29',2,16,200,'c313','OUT','','0.000000','','0.000000','','0.000000'),
(314,'a_de161632-0000-4000-8000-00000000013a','STC300000',4,'447','United Kingdom, Mobile',480,'+442079460007','447700885640','0.106500','0.106500',426,'2026-11-17 13:27:29','2026-11-17 13:27:37','2026-11-17 13:34:43',2,16,200,'c314','OUT','','0.000000','','0.000000','','0.000000'),
(315,'a_10c8b9a6-0000-4000-8000-00000000013b','STC300001',4,'49','Deutschland Festnetz',300,'+442079460069','49300174522','0.055400','0.055400',277,'2026-11-04 02:50:02','2026-11-04 02:50:14','2026-11-04 02:54:51',2,16,200,'c315','OUT','','0.000000','','0.000000','','0.000000'),
(316,'a_e7db703c-0000-4000-8000-00000000013c','STC300001',4,'447','United Kingdom, Mobile',600,'anonymous','447700515694','0.138000','0.138000',552,'2026-11-17 19:52:57','2026-11-17 19:53:03','2026-11-17 20:02:15',2,16,200,'c316','OUT','','0.000000','','0.000000','','0.000000'),
(317,'a_35899cf9-0000-4000-8000-00000000013d','STC300003',4,'447','United Kingdom, Mobile',900,'+442079460038','447700272902','0.495320','0.495320',854,'2026-11-17 09:23:00','2026-11-17 09:23:06','2026-11-17 09:37:20',2,16,200,'c317','OUT','','0.000000','','0.000000','','0.000000'),
(318,'a_7d86d936-0000-4000-8000-00000000013e','STC300002',4,'49','Deutschland Festnetz',120,'+442079460024','49300564099','0.038280','0.038280',66,'2026-11-05 23:16:35','2026-11-05 23:16:43','2026-11-05 23:17:49',2,16,200,'c318','OUT','','0.000000','','0.000000','','0.000000'),
(319,'a_d6ec6576-0000-4000-8000-00000000013f','STC300001',4,'447','United Kingdom, Mobile',780,'+442079460073','447700491032','0.183750','0.183750',735,'2026-11-05 12:10:38','2026-11-05 12:10:49','2026-11-05 12:23:04',2,16,200,'c319','OUT','','0.000000','','0.000000','','0.000000'),
(320,'a_23e08e09-0000-4000-8000-000000000140','STC300002',4,'447','United Kingdom, Mobile',900,'+442079460099','447700626889','0.219000','0.219000',876,'2026-11-17 07:26:46','2026-11-17 07:26:57','2026-11-17 07:41:33',2,16,200,'c320','IN','','0.000000','','0.000000','','0.000000');
/*!40000 ALTER TABLE `202611_ratedcdr` ENABLE KEYS */;
UNLOCK TABLES;

-- Dump completed
